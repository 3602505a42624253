import type { SandboxClock } from "../clock/clock";
import type { Catalogue } from "./catalog/catalogue";
import type { Promotion } from "./catalog/promotion";
import type { RecordedRequest } from "./http/recorded-request";
import type { SimulatorState } from "./state";

/** What the partner registered with the vendor: the values its client must present. */
export interface PartnerCredentials {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  authorizationCode: string;
  mpnId: string;
  partnerName: string;
  /** The partner's own mail domains, at which it can have no customer. */
  domains: readonly string[];
}

/** Everything a handler may look at or change. State changes are followed by `changed()`. */
export interface World {
  readonly clock: SandboxClock;
  readonly credentials: PartnerCredentials;
  readonly catalogue: Catalogue;
  readonly promotions: readonly Promotion[];
  /** `P:S` of an add-on to the `P:S` of which the customer must own at least one. */
  readonly prerequisites: Readonly<Record<string, readonly string[]>>;
  /** `P:S` to the `P:S` it can be upgraded to. */
  readonly upgrades: Readonly<Record<string, readonly string[]>>;
  readonly requests: RecordedRequest[];
  state: SimulatorState;
  /** Public address of this simulator without a trailing slash; known once it listens. */
  baseUrl: string;
  /** Writes the snapshot soon and arms the clock for the next thing that happens by itself. */
  changed(): void;
}
