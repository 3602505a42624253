import type { WorkEnd } from "../../domain/retry";
import type { OutsideSystem, RefusedBy } from "../../domain/states";

/** The steps of an order at a vendor, in their order. `settle_order` runs after a refusal too: it releases the money. */
export const TASK_KINDS = ["ensure_tenant", "attest_agreement", "place_order", "await_vendor", "settle_order"] as const;

export type TaskKind = (typeof TASK_KINDS)[number];

/**
 * `ready`: may start. `leased`: a worker has it. `waiting`: tried, comes again at `nextAt`. `needs_attention`: stands
 * still until a person retries it. `done`, `refused` and `skipped` are final.
 */
export const TASK_STATES = ["ready", "leased", "waiting", "done", "refused", "skipped", "needs_attention"] as const;

export type TaskState = (typeof TASK_STATES)[number];

export type ProvisioningTask = {
  readonly id: string;
  /** What the task serves: the order. With `kind` it is unique for ever. */
  readonly referenceId: string;
  readonly kind: TaskKind;
  /** Tasks of one group run one after another, by `position`. */
  readonly groupId: string;
  readonly position: number;
  readonly state: TaskState;
  /** Starts so far, the running one included. */
  readonly attempts: number;
  /** Attempts in a row that ended without an answer or with one that asks to come back. */
  readonly failures: number;
  readonly nextAt: Date;
  /** Sent to the vendor with a write; kept until an answer has come. */
  readonly requestId: string;
  readonly lastError: string | null;
  readonly payload: unknown;
  readonly result: unknown;
  /** What the vendor has said again and again of lines that may be gone; null before it said anything. */
  readonly sightings: unknown;
  /** What people have decided about lines; null before they did. */
  readonly decisions: unknown;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Since when it stands for a person; null while it does not. */
  readonly standingSince: Date | null;
  /** The fault of our set-up that it waits for, by its reference; null while it waits for none. */
  readonly setUpFault: string | null;
  /**
   * Since when it has waited for faults of our set-up, or for systems that were away, and for nothing else in between;
   * null while it waits for no fault.
   */
  readonly setUpSince: Date | null;
  /** The system that it waits for because it was not there when it was asked last; null while it waits for none. */
  readonly absent: OutsideSystem | null;
  /** As `setUpSince`; null while it waits for no such system. */
  readonly absentSince: Date | null;
};

/** Who does something to a task, for the journal. */
export type By = { readonly actor: string; readonly now: Date };

/** What the refusal of a standing task says: `reason` to the customer, `detail` to the seller's people; whose doing it is. */
export type StandingRefusal = {
  readonly code: string;
  readonly reason: string;
  readonly detail: string;
  readonly by: Extract<RefusedBy, "seller" | "nobody">;
};

/** What a person decides about lines of a standing task, and how the journal tells it. */
export type PersonsDecision = {
  readonly action: string;
  /** Added to those before. */
  readonly decisions: readonly unknown[];
  readonly detail: Readonly<Record<string, unknown>>;
};

export type LeasedTask = ProvisioningTask & { readonly leaseToken: string };

export type NewTask = Pick<ProvisioningTask, "referenceId" | "kind" | "groupId" | "position" | "payload">;

/** How a leased task goes on. All are written only while the lease is held. */
export type TaskEnd = WorkEnd;

/** What an order that is withdrawn ends with, and how to tell from the adapter's notes whether that is possible. */
export type Withdrawal = {
  /** Written as the refused step's result, like that of a refusal of the vendor's. */
  readonly result: unknown;
  readonly error: string;
  readonly mayHaveOrdered: (notes: unknown) => boolean;
};

/**
 * `withdrawn`: nothing was ordered and nothing will be. `nothing_ordered`: that was decided before. `under_way`: a worker
 * is ordering right now. `perhaps_ordered`: an order was asked for and not answered. `ordered`: the vendor has it.
 */
export type WithdrawalOutcome =
  | "withdrawn"
  | "nothing_ordered"
  | "under_way"
  | "perhaps_ordered"
  | "ordered"
  | "not_enqueued";

export type TaskFilter = {
  readonly states?: readonly TaskState[];
  readonly groupId?: string;
  /** The order by its id, or by its number as people read it: `7` or `#7`. */
  readonly order?: string;
  /** Only those that have waited since this instant or longer for our set-up to be mended, or a system to be back. */
  readonly waitsSince?: Date;
  readonly limit: number;
  readonly offset: number;
};

/** An adapter's notes about an order, of which only it knows what they say, and which version they are. */
export type NotesPage = { readonly notes: unknown; readonly revision: number };

export type SaveNotes = NotesPage & {
  readonly orderId: string;
  readonly vendor: string;
  /** The vendor's own name of what is under way: no two orders share one. */
  readonly reference: string | null;
};

/** A tenant that we create for a company: written before the vendor is asked. */
export type TenantCreation = {
  readonly vendor: string;
  readonly companyId: string;
  readonly domain: string;
  readonly requestId: string;
  readonly vendorTenantId: string | null;
};

export type VendorCredential = { readonly sealedRefreshToken: string; readonly seedFingerprint: string };
