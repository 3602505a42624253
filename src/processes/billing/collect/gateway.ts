import type { CardGateway } from "../../../integrations/stripe";
import { stripeConnection } from "../../purchase/checkouts/stripe-connection";

/** The rail on which saved cards are charged. */
export function cardGateway(): CardGateway {
  return stripeConnection().cardGateway;
}
