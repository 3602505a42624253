import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { SandboxClock } from "../clock/clock";
import { createSnapshot } from "../state/snapshot";
import { Control } from "./control/control";
import { controlRouter } from "./control/router";
import { apiRouter } from "./http/api-router";
import { Faults } from "./http/faults";
import { tidyKeys } from "./http/idempotency";
import { expireInTime } from "./objects/checkout-session";
import { holdUntilExpiry } from "./objects/holds";
import { createEndpoint } from "./objects/webhook-endpoint";
import { OPERATIONS } from "./operations";
import { pagesRouter } from "./pages/router";
import { parseState } from "./state/state";
import { World } from "./state/world";
import { WebhookSender } from "./webhooks/sender";

const KEEP_ALIVE_MS = 75_000;

export type StripeSimulatorOptions = {
  clock: SandboxClock;
  /** Keeps the state over restarts; in memory only when absent. */
  stateFile?: string;
  /** An endpoint that exists from the start and receives every event. */
  webhookEndpoint?: { url: string; secret: string };
  /** The address customers reach the hosted pages at. Default: http://127.0.0.1 and the port it listens on. */
  publicUrl?: string;
  /** Whose account it is, as the hosted pages name it. Default: the sandbox. */
  businessName?: string;
};

export type StripeSimulator = {
  app: express.Express;
  control: Control;
  /** Listens; port 0 takes a free one. */
  start(port?: number, host?: string): Promise<{ port: number; url: string; stop(): Promise<void> }>;
};

/** A Stripe that runs here: API, hosted pages, webhooks, and a control API to make it misbehave. */
export function createStripeSimulator(options: StripeSimulatorOptions): StripeSimulator {
  const address = { url: options.publicUrl ?? "" };
  const world = new World(options.clock, address, options.businessName ?? "Seatline sandbox");
  const snapshot = createSnapshot(options.stateFile, () => world.state, parseState);
  world.state = snapshot.read() ?? world.state;
  world.onChange(() => snapshot.changed());
  tidyKeys(world);

  const faults = new Faults();
  const sender = new WebhookSender(world);
  const ensureEndpoint = () => configureEndpoint(world, options.webhookEndpoint);
  ensureEndpoint();
  resume(world);
  sender.resume();
  const control = new Control(world, faults, sender, ensureEndpoint);

  const app = express();
  app.disable("x-powered-by");
  app.use("/v1", apiRouter(world, OPERATIONS, faults));
  app.use("/_sim", controlRouter(control));
  app.use(pagesRouter(world));

  return {
    app,
    control,
    async start(port = 0, host = "127.0.0.1") {
      const server = createServer(app);
      // Longer than clients keep idle connections, so that none is closed under a request.
      server.keepAliveTimeout = KEEP_ALIVE_MS;
      await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
      const taken = (server.address() as AddressInfo).port;
      const url = `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${taken}`;
      address.url = options.publicUrl ?? url;
      return {
        port: taken,
        url,
        async stop() {
          faults.clear();
          await Promise.all([sender.stop(), closeServer(server)]);
          snapshot.flush();
        },
      };
    },
  };
}

/** The endpoint given by option: made once, and brought up to date when a restart gives another URL or secret. */
function configureEndpoint(world: World, webhook: StripeSimulatorOptions["webhookEndpoint"]): void {
  if (webhook === undefined) {
    return;
  }
  const mine = Object.values(world.state.endpoints).find((endpoint) => endpoint.metadata.configured === "true");
  if (mine === undefined) {
    const metadata = { configured: "true" };
    createEndpoint(world, {
      ...webhook,
      enabledEvents: ["*"],
      apiVersion: null,
      description: "Given at start",
      metadata,
    });
  } else {
    mine.url = webhook.url;
    world.state.endpointSecrets[mine.id] = webhook.secret;
  }
}

/** Takes up what must happen by the clock. */
function resume(world: World): void {
  for (const session of Object.values(world.state.sessions)) {
    if (session.status === "open") expireInTime(world, session);
  }
  for (const intent of Object.values(world.state.paymentIntents)) {
    if (intent.status === "requires_capture") holdUntilExpiry(world, intent);
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
