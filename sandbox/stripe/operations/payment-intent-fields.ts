import { oneOf, text } from "../http/fields";
import { checkOwner, resolvePaymentMethod } from "../objects/payment-method";
import type { PaymentIntent } from "../state/types";
import type { World } from "../state/world";

export const statementSuffix = text(22);
export const usage = oneOf("off_session", "on_session");

/** The payment method to use, checked to be the customer's. */
export function chosenMethod(world: World, id: string, customer: string | null): string {
  const method = resolvePaymentMethod(world, id);
  checkOwner(world, method, customer);
  return method.id;
}

export const findIntent = (world: World, id: string): PaymentIntent =>
  world.find(world.state.paymentIntents, "payment_intent", id);
