import type { FaultWorld } from "./world";

/** One run of a scenario: an order, a month, a credit note. Several of them may be on their way in one process. */
export interface Flow {
  /** What people do in it; they are patient and try again. Resolves when they have no more to do. */
  run(): Promise<void>;
  /** What is still to be done, in words; null when all is. */
  missing(): Promise<string | null>;
}

/** A part of the product's work with its points. */
export interface Scenario {
  readonly name: string;
  /** How many runs may be on their way at once. */
  readonly flows: number;
  /** At how many points one process life may be held; as many as runs where it is left out. */
  readonly points?: number;
  /** Makes a run ready: what belongs to it but is no part of it, such as a customer who has signed up. */
  prepare(world: FaultWorld): Promise<Flow>;
}
