import type { Subscription } from "../../server/api/account.server";
import type { Change, ChangePreview } from "../../server/api/changes.server";
import { seats } from "../plans/labels";

type Tone = "info" | "good" | "warn" | "bad";
type Named = Pick<Change, "kind" | "words" | "outcome" | "quantity">;

const NEWS_MS = 86_400_000;
const MOVING_SECONDS = 3;
const STANDING_SECONDS = 15;

/** What a change is, as a title. */
export function changeTitle({ kind, words, outcome, quantity }: Named): string {
  if (kind !== "renewal" || outcome === null) {
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  }
  return `At the end of the term: ${endInWords({ outcome, quantity })}`;
}

/** What somebody wants at the end of a term, as a sentence goes on. */
export function endInWords({ outcome, quantity }: Pick<ChosenEnd, "outcome" | "quantity">): string {
  switch (outcome) {
    case "renew":
      return quantity === null ? "renew with the seats there are then" : `renew with ${seats(quantity)}`;
    case "stop":
      return "stop";
    case "extend":
      return "go on by the month";
  }
}

type ChosenEnd = { outcome: NonNullable<Change["outcome"]>; quantity: number | null };

/** Whether a change is not over. */
export const isOpen = ({ finished_at }: Pick<Change, "finished_at">): boolean => finished_at === null;

/** Whether the outcome of a change is told above all else: for a day, unless Seatline only wrote something again. */
export function isNews({ finished_at, asked_as }: Pick<Change, "finished_at" | "asked_as">, now: string): boolean {
  const age = finished_at === null ? null : new Date(now).getTime() - new Date(finished_at).getTime();
  return age !== null && age < NEWS_MS && asked_as !== "system";
}

/** After how many seconds a page looks again how it stands: sooner where it moves by itself. */
export function lookSeconds({ state }: Pick<Change, "state">): number {
  const isMoving = state === "requested" || state === "at_vendor" || state === "settling" || state === "releasing";
  return isMoving ? MOVING_SECONDS : STANDING_SECONDS;
}

/** How it stands with a change, for whoever waits for it. */
export function stateWords(change: Pick<Change, "state" | "kind" | "at_once">, seller: string): StateWords {
  const { state, kind, at_once } = change;
  switch (state) {
    case "requested":
      return at_once && kind === "add_seats"
        ? { tone: "info", title: "Securing the payment", words: "Microsoft is asked when the money is certain." }
        : { tone: "info", title: "Taken up", words: "Microsoft is asked next." };
    case "awaiting_customer":
      return {
        tone: "warn",
        title: "Your bank wants you to confirm the payment",
        words: "Until you do, nothing is asked of Microsoft and nothing is taken.",
      };
    case "at_vendor":
      return { tone: "info", title: "At Microsoft", words: "Microsoft has been asked and has not confirmed it yet." };
    case "settling":
      return {
        tone: "info",
        title: "Confirmed by Microsoft",
        words:
          kind === "renewal"
            ? "It is being written down."
            : "The invoice, and your choice for the end of the term, follow.",
      };
    case "releasing":
      return { tone: "info", title: "Coming to nothing", words: "What is held for it is being released." };
    case "needs_attention":
      return {
        tone: "warn",
        title: "Somebody has to look at it",
        words: `It waits for a person at ${seller}. You need not ask for it again.`,
      };
    case "done":
      return { tone: "good", title: "Done", words: "" };
    case "refused":
      return { tone: "bad", title: "It came to nothing", words: "" };
    case "withdrawn":
      return { tone: "info", title: "Withdrawn", words: "Nothing was changed and nothing was taken." };
  }
}

export type StateWords = Readonly<{ tone: Tone; title: string; words: string }>;

/** Why a change came to nothing, and whose doing it was. */
export function refusalWords({ by, reason }: NonNullable<Change["refusal"]>, seller: string): string {
  const who = { bank: "Your bank: ", vendor: "Microsoft: ", seller: `${seller}: `, nobody: "" };
  return `${who[by]}${reason}`;
}

/** Who asked for a change. */
export function askedBy(as: Change["asked_as"], seller: string): string {
  switch (as) {
    case "customer":
      return "Your company";
    case "seller":
      return `${seller}, for you`;
    case "system":
      return "Written again, as Microsoft’s record had lost your choice";
  }
}

/** What happens at the end of the term if this is confirmed; null where the figures say it all. */
export function endExplained(outcome: Change["outcome"], lastDay: string): string | null {
  switch (outcome) {
    case "stop":
      return `The seats work until ${lastDay} and stop then. It holds once this page says that Microsoft has confirmed it.`;
    case "extend":
      return `After ${lastDay} the seats go on by the month in Microsoft’s extended service term. It renews itself each month, you can leave it any day, and it has no days for returning seats.`;
    default:
      return null;
  }
}

/** The heading over what a change would mean. */
export function previewTitle(preview: ChangePreview, typed: Readonly<Record<string, string>>): string {
  if (typed.change === "cancel") {
    return `No seats instead of ${preview.current_quantity}`;
  }
  return `${seats(Number(typed.quantity))} instead of ${preview.current_quantity}`;
}

/** Why nothing can be asked for now; null: it can. */
export function whyClosed(status: Subscription["status"], isUnderWay: boolean): string | null {
  if (isUnderWay) {
    return "A change is under way. When it is done, or withdrawn, you can ask for the next one.";
  }
  switch (status) {
    case "active":
      return null;
    case "suspended":
      return "It is suspended. It can be changed when it is active again; until then it is charged all the same.";
    case "cancelled":
      return "It was cancelled and can no longer be changed.";
    case "ended":
      return "It has ended and can no longer be changed.";
  }
}
