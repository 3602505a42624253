import type { Run, RunStatus } from "../../../api/admin/csp/billing-runs/document";
import { counted, inWords } from "../format";

type Look = { readonly word: string; readonly color: "green" | "red" | "orange" | "grey" | "blue" };

export const RUN_LOOKS: Readonly<Record<RunStatus, Look>> = {
  running: { word: "Running", color: "blue" },
  stopping: { word: "Stopping", color: "orange" },
  stopped: { word: "Stopped", color: "orange" },
  done: { word: "Done", color: "green" },
  interrupted: { word: "Interrupted", color: "red" },
};

/** `12 invoices, 3 drafts, 1 credit note` */
export function documentsInWords(run: Pick<Run, "invoices" | "drafts" | "credit_notes">): string {
  const parts = [
    ...(run.invoices === 0 ? [] : [counted(run.invoices, "invoice")]),
    ...(run.drafts === 0 ? [] : [counted(run.drafts, "draft")]),
    ...(run.credit_notes === 0 ? [] : [counted(run.credit_notes, "credit note")]),
  ];
  return parts.join(", ") || "None";
}

export function totalsInWords(run: Pick<Run, "totals">): string {
  return run.totals.map(inWords).join(", ") || "–";
}

/** Who began it: the ticker, or a person. */
export function starterInWords(run: Pick<Run, "trigger" | "actor">): string {
  return run.trigger === "ticker" ? "By itself" : run.actor;
}

/** Which safety bounds the plans were held against: `bounds-1` is version 1; older runs had none. */
export function boundsInWords({ bounds_policy }: Pick<Run, "bounds_policy">): string {
  return bounds_policy === null ? "none yet" : `safety bounds, version ${bounds_policy.replace(/^bounds-/, "")}`;
}
