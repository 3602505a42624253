import type { Task, TaskState } from "../../../api/admin/csp/provisioning-tasks/document";

export const KIND_WORDS: Readonly<Record<Task["kind"], string>> = {
  ensure_tenant: "Tenant",
  attest_agreement: "Customer agreement",
  place_order: "Order at Microsoft",
  await_vendor: "Licences live",
  settle_order: "Invoice and payment",
};

type Look = { readonly word: string; readonly color: "green" | "red" | "blue" | "orange" | "grey" };

export const STATE_LOOKS: Readonly<Record<TaskState, Look>> = {
  ready: { word: "Ready", color: "blue" },
  leased: { word: "Running", color: "blue" },
  waiting: { word: "Waiting", color: "orange" },
  done: { word: "Done", color: "green" },
  refused: { word: "Refused", color: "red" },
  skipped: { word: "Skipped", color: "grey" },
  needs_attention: { word: "Needs attention", color: "red" },
};

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
