import type { MedusaContainer } from "@medusajs/framework/types";
import { type CardGateway, createStripe, type StripeConnection } from "../integrations/stripe";
import type { Settings } from "../modules/settings";
import { settingsOf } from "./settings";

const connections = new WeakMap<Settings, StripeConnection>();

/** The application's one connection to the card processor. */
export function stripeConnection(container: MedusaContainer): StripeConnection {
  return connectionFor(settingsOf(container));
}

/** The connection of an application that is known by its settings only. */
export function connectionFor(settings: Settings): StripeConnection {
  let connection = connections.get(settings);
  if (connection === undefined) {
    const { secretKey, apiBase } = settings.stripe;
    connection = createStripe({ secretKey, apiBase, production: settings.mode === "production" });
    connections.set(settings, connection);
  }
  return connection;
}

/** The rail on which saved cards are charged. */
export function cardGateway(container: MedusaContainer): CardGateway {
  return stripeConnection(container).cardGateway;
}
