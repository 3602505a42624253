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
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
};

export type LeasedTask = ProvisioningTask & { readonly leaseToken: string };

export type NewTask = Pick<ProvisioningTask, "referenceId" | "kind" | "groupId" | "position" | "payload">;

/** How a leased task goes on. All are written only while the lease is held. */
export type TaskEnd =
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "refused"; readonly result: unknown; readonly error: string }
  | {
      readonly kind: "waiting";
      readonly nextAt: Date;
      readonly failed: boolean;
      readonly error: string | null;
      /** True keeps the request id, because the vendor may have carried the request out. */
      readonly keepRequestId: boolean;
    }
  | { readonly kind: "needs_attention"; readonly error: string; readonly keepRequestId: boolean };

export type TaskFilter = {
  readonly states?: readonly TaskState[];
  readonly groupId?: string;
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
