import type { Wanted } from "../../server/api/changes.server";
import { END_CHOICES, type EndChoice, type Subject } from "./fields";

/** What is wrong with what was typed; `field` is empty when it concerns the whole change. */
export type ChangeProblem = Readonly<{ field: string; message: string }>;

export type ReadWanted =
  | { ok: true; subject: Subject; wanted: Wanted }
  | { ok: false; subject: Subject; problem: ChangeProblem };

type Values = Readonly<Record<string, string>>;

const NO_NUMBER = "Enter a whole number of seats, 1 or more.";

/** Reads what a form of the subscription's page asks for; null when it asks for no change. */
export function readWanted(values: Values): ReadWanted | null {
  switch (values.change) {
    case "seats": {
      const quantity = readSeats(values.quantity);
      return quantity === null
        ? refused("seats", "quantity", NO_NUMBER)
        : { ok: true, subject: "seats", wanted: { kind: "seats", quantity } };
    }
    case "cancel":
      return { ok: true, subject: "cancel", wanted: { kind: "cancel" } };
    case "renewal":
      return readRenewal(values);
    default:
      return null;
  }
}

function readRenewal(values: Values): ReadWanted {
  const choice = END_CHOICES.find((one) => one === values.outcome);
  if (choice === undefined) {
    return refused("renewal", "outcome", "Choose what is to happen at the end of the term.");
  }
  if (choice !== "renew_with") {
    return renewal(choice, null);
  }
  const quantity = readSeats(values.renewal_quantity);
  return quantity === null ? refused("renewal", "renewal_quantity", NO_NUMBER) : renewal("renew", quantity);
}

const renewal = (outcome: Exclude<EndChoice, "renew_with">, quantity: number | null): ReadWanted => ({
  ok: true,
  subject: "renewal",
  wanted: { kind: "renewal", outcome, quantity },
});

const refused = (subject: Subject, field: string, message: string): ReadWanted => ({
  ok: false,
  subject,
  problem: { field, message },
});

function readSeats(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
