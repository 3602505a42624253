/** For a host that handles `completeCartWorkflow.hooks.validate` itself: see `docs/plugin.md`. */
export { assertCheckoutAuthorised } from "../processes/purchase/checkouts/guard-cart-completion";
