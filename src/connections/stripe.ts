import { environment } from "../config/environment";
import { type CardGateway, createStripe, type StripeConnection } from "../integrations/stripe";

let connection: StripeConnection | undefined;

/** The process's one connection to the card processor. */
export function stripeConnection(): StripeConnection {
  const { stripe, nodeEnv } = environment();
  connection ??= createStripe({
    secretKey: stripe.secretKey,
    apiBase: stripe.apiBase,
    production: nodeEnv === "production",
  });
  return connection;
}

/** The rail on which saved cards are charged. */
export function cardGateway(): CardGateway {
  return stripeConnection().cardGateway;
}
