/** For a host that handles `completeCartWorkflow.hooks.validate` itself: see `docs/decisions/015-settings-are-options.md`. */
export { assertCheckoutAuthorised } from "../processes/purchase/checkouts/guard-cart-completion";
