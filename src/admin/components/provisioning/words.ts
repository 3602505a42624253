import type { Task, TaskState } from "../../../api/admin/csp/provisioning-tasks/document";

export const KIND_WORDS: Readonly<Record<Task["kind"], string>> = {
  ensure_tenant: "Tenant",
  attest_agreement: "Customer agreement",
  place_order: "Order at Microsoft",
  await_vendor: "Licences live",
  settle_order: "Invoice and payment",
};

type Look = { readonly word: string; readonly color: "green" | "red" | "blue" | "orange" | "grey" };

const STATE_LOOKS: Readonly<Record<TaskState, Look>> = {
  ready: { word: "Ready", color: "blue" },
  leased: { word: "Running", color: "blue" },
  waiting: { word: "Waiting", color: "orange" },
  done: { word: "Done", color: "green" },
  refused: { word: "Refused", color: "red" },
  skipped: { word: "Skipped", color: "grey" },
  needs_attention: { word: "Needs attention", color: "red" },
};

/** Whose doing a refusal is; what was refused before that was noted is just refused. */
const REFUSED_WORDS: Readonly<Record<NonNullable<Task["refused_by"]>, string>> = {
  bank: "Refused by the bank",
  vendor: "Refused by the vendor",
  seller: "Refused by us",
  nobody: "Not carried out",
};

/** A settlement that had nothing to invoice is done as well, and says what it did instead. */
export function stateLook({
  state,
  settlement,
  canceled,
  refused_by: by,
}: Pick<Task, "state" | "settlement" | "canceled" | "refused_by">): Look {
  if (canceled) {
    return { word: "Cancelled", color: "grey" };
  }
  if (state === "refused" && by !== null) {
    return { word: REFUSED_WORDS[by], color: "red" };
  }
  return settlement === "nothing_live" ? { word: "Money released", color: "grey" } : STATE_LOOKS[state];
}

/** How long a task has been there, or how long it took: `3 min`, `took 3 min`. */
export function ageInWords({ created_at, finished_at }: Pick<Task, "created_at" | "finished_at">, now: string): string {
  return finished_at === null ? span(created_at, now) : `took ${span(created_at, finished_at)}`;
}

const UNITS: readonly (readonly [label: string, ms: number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
];

/** The time between two instants in its largest whole unit: `3 min`. The server's clock gives both ends. */
export function span(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  const [label, size] = UNITS.find(([, one]) => ms >= one) ?? ["s", 1_000];
  return `${Math.floor(ms / size)} ${label}`;
}
