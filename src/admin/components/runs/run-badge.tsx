import { Badge } from "@medusajs/ui";
import type { Run } from "../../../api/admin/csp/billing-runs/document";

import { RUN_LOOKS } from "./words";

/** How a run stands, and whether it was only tried. */
export function RunBadge({ run }: { run: Pick<Run, "status" | "dry_run"> }) {
  const { word, color } = RUN_LOOKS[run.status];
  return (
    <span className="flex gap-1">
      <Badge size="2xsmall" color={color} className="whitespace-nowrap">
        {word}
      </Badge>
      {run.dry_run ? (
        <Badge size="2xsmall" color="grey" className="whitespace-nowrap">
          Dry run
        </Badge>
      ) : null}
    </span>
  );
}
