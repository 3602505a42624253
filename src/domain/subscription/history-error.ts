import type { SubscriptionEvent } from "./events";

/** A history that contradicts itself. The message names the event, what is wrong with it and what would be right. */
export class HistoryError extends Error {
  readonly eventId: string;

  constructor(event: Pick<SubscriptionEvent, "id" | "type" | "on">, problem: string) {
    super(`Event ${event.id} (${event.type} on ${event.on}): ${problem}`);
    this.name = "HistoryError";
    this.eventId = event.id;
  }
}
