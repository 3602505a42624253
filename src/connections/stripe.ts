import type { MedusaContainer } from "@medusajs/framework/types";
import {
  type CardGateway,
  createStripe,
  rightOf,
  type StripeConnection,
  type StripeReadings,
  type StripeUnavailableError,
} from "../integrations/stripe";
import { SETTINGS_MODULE, type Settings } from "../modules/settings";
import { logOf } from "../telemetry/log";
import { endSetUpFault, noticePresence, noticeSetUpFault, reachOf } from "./set-up-faults";
import { settingsOf } from "./settings";

const connections = new WeakMap<Settings, StripeConnection>();

/** The application's one connection to the card processor. */
export function stripeConnection(container: MedusaContainer): StripeConnection {
  return connectionFor(settingsOf(container), () => container);
}

/**
 * The connection of an application that is known by its settings only.
 *
 * @param application asked at every answer for the application that is to know whether its set-up works
 */
export function connectionFor(settings: Settings, application: () => MedusaContainer): StripeConnection {
  let connection = connections.get(settings);
  if (connection === undefined) {
    const { secretKey, apiBase } = settings.stripe;
    connection = createStripe({ secretKey, apiBase, production: settings.mode === "production" }, (error, operation) =>
      hear(application(), error, operation),
    );
    connections.set(settings, connection);
  }
  return connection;
}

/**
 * Whoever asks Stripe finds out whether our access to it works: a card page, a settlement, a charge. What cannot be noted
 * is logged, since the answer matters more to who asked.
 */
async function hear(
  container: MedusaContainer,
  error: StripeUnavailableError | null,
  operation: string,
): Promise<void> {
  if (!container.hasRegistration(SETTINGS_MODULE)) {
    // A module that runs alone, for a command of Medusa's: there is nobody to tell.
    return;
  }
  const call = { system: "stripe", scope: rightOf(operation) } as const;
  noticePresence("stripe", error);
  try {
    if (error === null) {
      await endSetUpFault(container, call);
    } else if (error.answer.fault === "set_up") {
      await noticeSetUpFault(container, reachOf(call, error.answer), `${error.answer.partner} ${error.message}`);
    }
  } catch (failure) {
    logOf(container).warn("A set-up fault could not be noted", { source: "stripe", error: failure });
  }
}

/** The rail on which saved cards are charged. */
export function cardGateway(container: MedusaContainer): CardGateway {
  return stripeConnection(container).cardGateway;
}

/** What is read at the card processor because an event says that it changed. */
export function stripeReadings(container: MedusaContainer): StripeReadings {
  return stripeConnection(container).readings;
}
