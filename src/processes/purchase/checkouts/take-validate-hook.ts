import type { completeCartWorkflow } from "@medusajs/medusa/core-flows";
import { assertCheckoutAuthorised } from "./guard-cart-completion";

type CartCompletion = Pick<typeof completeCartWorkflow, "hooks">;

const WAY_OUT =
  "Set Seatline's option guardCartCompletion to false, and call its assertCheckoutAuthorised(container, cart) from " +
  "your handler, so that licences still become an order through their own checkout only.";

/**
 * Takes the one handler that `completeCartWorkflow.hooks.validate` can have. Whoever comes second, Seatline or the host,
 * is told what to do: Medusa only says that there cannot be two.
 *
 * @throws Error when the hook has a handler
 */
export function takeValidateHook({ hooks }: CartCompletion): void {
  try {
    hooks.validate(async ({ cart }, { container }) => {
      await assertCheckoutAuthorised(container, cart);
    });
  } catch (error) {
    const message =
      "Seatline cannot guard the completion of carts: completeCartWorkflow.hooks.validate is handled already.";
    throw new Error(`${message} ${WAY_OUT}`, { cause: error });
  }
  hooks.validate = () => {
    throw new Error(`Seatline handles completeCartWorkflow.hooks.validate, and Medusa takes one handler. ${WAY_OUT}`);
  };
}
