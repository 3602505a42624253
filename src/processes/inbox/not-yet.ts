/** Somebody else is at what an event speaks of: nothing failed, and the event is looked at once more, soon. */
export class NotYetError extends Error {
  override readonly name = "NotYetError";
}
