import type { Operation } from "../http/operation";
import { checkoutSessionOperations } from "./checkout-sessions";
import { customerOperations } from "./customers";
import { disputeOperations } from "./disputes";
import { endpointOperations, eventOperations } from "./events-and-endpoints";
import { moneyOperations } from "./money-movements";
import { paymentIntentSteps } from "./payment-intent-steps";
import { paymentIntentOperations } from "./payment-intents";
import { paymentMethodOperations } from "./payment-methods";
import { setupIntentOperations } from "./setup-intents";

/** Every API call the simulator answers. */
export const OPERATIONS: readonly Operation[] = [
  ...customerOperations,
  ...paymentMethodOperations,
  ...setupIntentOperations,
  ...paymentIntentOperations,
  ...paymentIntentSteps,
  ...moneyOperations,
  ...checkoutSessionOperations,
  ...disputeOperations,
  ...eventOperations,
  ...endpointOperations,
];
