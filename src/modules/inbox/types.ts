/** Who speaks. One event id is unique within its source. */
export type InboxSource = "stripe" | "partner-center";

/** An event as it arrived, verified by the route before it is stored. */
export type IncomingEvent = {
  readonly source: InboxSource;
  readonly eventId: string;
  readonly type: string;
  /** The parsed body. A hint of what to re-read, never the truth. */
  readonly payload: unknown;
  readonly receivedAt: Date;
};

/** A stored event that this worker has leased. */
export type LeasedEvent = {
  readonly id: string;
  readonly source: InboxSource;
  readonly eventId: string;
  readonly type: string;
  readonly payload: unknown;
  readonly receivedAt: Date;
  /** How often it has been tried before, this time not counted. */
  readonly attempts: number;
  /** The fault of our set-up that it waits for, by its reference; null while it waits for none. */
  readonly setUpFault: string | null;
  readonly leaseToken: string;
};

/** What became of an event. `ignored`: understood, and nothing of ours. */
export type InboxOutcome = "handled" | "ignored";
