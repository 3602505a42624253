import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { createSnapshot } from "../state/snapshot";
import { nextDue, settle } from "./agenda";
import { createApp } from "./app";
import { Catalogue } from "./catalog/catalogue";
import { PriceSheets } from "./catalog/price-sheets";
import {
  acceptAttestation,
  acceptRelationship,
  addFault,
  backfillExtendedServiceTerms,
  type CustomerChange,
  changeCustomer,
  changeSubscriptionByHand,
  clearFaults,
  configure,
  reset,
} from "./control/actions";
import type { Fault, FaultInput } from "./faults/fault";
import type { RecordedRequest } from "./http/recorded-request";
import { defaultCredentials, type PartnerCenterOptions } from "./options";
import { seed } from "./seed";
import { defaultSettings, mergeSettings, type Settings, type SettingsPatch } from "./settings";
import { fromFile, resumeDeliveries, toFile } from "./snapshot";
import { type Customer, emptyState, type SimulatorState } from "./state";
import { deliveriesAtRest, signingIdentity } from "./webhooks/deliver";
import type { World } from "./world";

export type { FaultInput } from "./faults/fault";
export type { RecordedRequest } from "./http/recorded-request";
export type { PartnerCenterOptions } from "./options";
export type { Settings, SettingsPatch } from "./settings";
export type { PartnerCredentials } from "./world";

/** The simulator's levers for tests in the same process; the same ones exist over HTTP under `/_sim`. */
export interface PartnerCenterControl {
  /** The live state, brought up to the clock. For reading. */
  state(): Readonly<SimulatorState>;
  reset(): void;
  addFault(fault: FaultInput): Fault;
  clearFaults(): void;
  configure(patch: SettingsPatch): Settings;
  acceptRelationship(domain: string, companyName?: string): Customer;
  /** The signatory accepts the agreement on its page. */
  acceptAttestation(attestationId: string): void;
  changeCustomer(customerId: string, change: CustomerChange): void;
  changeSubscription(subscriptionId: string, change: Parameters<typeof changeSubscriptionByHand>[2]): void;
  /** Subscriptions with auto-renew off are turned into extended service terms at the end of their terms; how many. */
  backfillExtendedServiceTerms(): number;
  /** Calls seen, oldest first, optionally by method and a pattern over the path. */
  requests(method?: string, path?: RegExp): RecordedRequest[];
  /** Certificate (PEM) that a client must trust to accept this simulator's notifications. */
  webhookRoot(): string;
  /** Resolves when no notification is on its way. */
  webhooksAtRest(): Promise<void>;
}

export interface RunningSimulator {
  port: number;
  url: string;
  stop(): Promise<void>;
}

export interface PartnerCenterSimulator {
  app: Express;
  control: PartnerCenterControl;
  /** Listens on the loopback addresses; port 0 chooses a free one. */
  start(port: number): Promise<RunningSimulator>;
}

function known<T>(found: T | undefined, what: string, id: string): T {
  if (!found) {
    throw new Error(`The simulator has no ${what} ${id}.`);
  }
  return found;
}

function controlOf(world: World, initial: Settings): PartnerCenterControl {
  return {
    state: () => {
      settle(world);
      return world.state;
    },
    reset: () => reset(world, initial),
    addFault: (fault) => addFault(world, fault),
    clearFaults: () => clearFaults(world),
    configure: (patch) => configure(world, patch),
    acceptRelationship: (domain, companyName) => acceptRelationship(world, domain, companyName),
    acceptAttestation: (id) => acceptAttestation(world, known(world.state.attestations[id], "attestation", id)),
    changeCustomer: (id, change) => changeCustomer(world, known(world.state.customers[id], "customer", id), change),
    changeSubscription: (id, change) =>
      changeSubscriptionByHand(world, known(world.state.subscriptions[id], "subscription", id), change),
    backfillExtendedServiceTerms: () => backfillExtendedServiceTerms(world),
    requests: (method, path) =>
      world.requests.filter(
        (entry) => (!method || entry.method === method.toUpperCase()) && (!path || path.test(entry.path)),
      ),
    webhookRoot: () => signingIdentity(world).rootCertificate,
    webhooksAtRest: () => deliveriesAtRest(world),
  };
}

function listenOn(app: Express, port: number, host: string): Promise<Server> {
  const server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/**
 * A stand-in for Microsoft Partner Center: tokens, customers, agreements, catalogue, price sheets, carts, orders,
 * subscriptions and signed notifications over HTTP. Time is that of the given clock, and nothing else.
 * @throws ZodError when the settings or the snapshot file are not valid
 */
export function createPartnerCenterSimulator(options: PartnerCenterOptions): PartnerCenterSimulator {
  const { clock, provisioningDelayMs } = options;
  const initial = mergeSettings(defaultSettings, {
    ...(provisioningDelayMs === undefined ? {} : { provisioningDelayMs }),
    ...options.settings,
  });
  const sheets = new PriceSheets(options.priceSheetFile, options.laterPriceSheets ?? []);
  const snapshot = createSnapshot(options.stateFile, () => toFile(world.state), fromFile);
  const earlier = snapshot.read()?.state;
  let disarm = () => {};
  let running = false;

  const arm = () => {
    disarm();
    const due = running ? nextDue(world) : null;
    disarm = due ? clock.schedule(new Date(due.at), () => settle(world)) : () => {};
  };
  const world: World = {
    clock,
    credentials: { ...defaultCredentials, ...options.credentials },
    catalogue: new Catalogue(sheets, () => world.state.settings.availabilityLifetimeDays),
    promotions: options.promotions ?? [],
    prerequisites: options.prerequisites ?? {},
    upgrades: options.upgrades ?? {},
    requests: [],
    state: { ...emptyState(initial), ...earlier },
    baseUrl: "",
    changed: () => {
      snapshot.changed();
      arm();
    },
  };
  if (earlier) {
    resumeDeliveries(world.state, clock.now());
    // Options given at this start win over what an earlier run was told, so that a launcher stays in charge.
    world.state.settings = initial;
    world.state.refreshTokens[world.credentials.refreshToken] ??= { lastUsedAt: clock.now().toISOString() };
  } else {
    seed(world);
  }
  const app = createApp(world, initial);
  return {
    app,
    control: controlOf(world, initial),
    start: async (wanted) => {
      const first = await listenOn(app, wanted, "127.0.0.1");
      const { port } = first.address() as AddressInfo;
      const second = await listenOn(app, port, "::1").catch(() => null);
      world.baseUrl = `http://127.0.0.1:${port}`;
      running = true;
      const forget = clock.onChange(() => settle(world));
      world.changed();
      const stop = async () => {
        running = false;
        disarm();
        forget();
        await Promise.all([close(first), ...(second ? [close(second)] : [])]);
        await deliveriesAtRest(world);
        snapshot.changed();
        snapshot.flush();
      };
      return { port, url: world.baseUrl, stop };
    },
  };
}
