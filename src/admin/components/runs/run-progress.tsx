import { Text } from "@medusajs/ui";
import type { Run } from "../../../api/admin/csp/billing-runs/document";
import { counted } from "../format";
import { Progress } from "../progress";

import { documentsInWords, totalsInWords } from "./words";

/** How far a run has come, and what it has made so far. */
export function RunProgress({ run }: { run: Run }) {
  const handled = run.done + run.failed;
  return (
    <div className="flex flex-col gap-2">
      <Progress label="Accounts done" done={handled} all={run.due} />
      <Text size="small" className="tabular-nums" aria-live="polite">
        {handled.toLocaleString("en-GB")} of {counted(run.due, "account")}
        {run.failed === 0 ? "" : `, ${run.failed.toLocaleString("en-GB")} parked`}
      </Text>
      <Text size="small" className="text-ui-fg-subtle tabular-nums">
        {documentsInWords(run)}: {totalsInWords(run)}
      </Text>
    </div>
  );
}
