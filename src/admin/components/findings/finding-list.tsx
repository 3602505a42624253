import { Badge, Text } from "@medusajs/ui";
import type { Finding } from "../../../api/admin/csp/findings/document";
import { ActButton } from "../act-button";
import { inWords } from "../format";
import { Instant } from "../instant";
import { KIND_TITLES, stakeInWords } from "./words";

/** What the vendor has otherwise than our books: since when, what hangs on it, and what can be done. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="divide-y">
      {findings.map((finding) => (
        <li key={finding.id} className="flex flex-col gap-2 px-6 py-3">
          <div className="flex flex-wrap items-center gap-2">
            <Badge size="2xsmall" color="orange">
              {KIND_TITLES[finding.kind]}
            </Badge>
            <Text size="small" className="text-ui-fg-subtle">
              since <Instant at={finding.first_seen_at} />, last seen <Instant at={finding.last_seen_at} />
            </Text>
          </div>
          <Text size="small" weight="plus" style={{ overflowWrap: "anywhere" }}>
            {finding.words}
          </Text>
          {finding.stake === null ? null : (
            <Text size="small" className="text-ui-fg-subtle">
              {stakeInWords(finding.stake, inWords)}
            </Text>
          )}
          <div className="flex flex-wrap gap-2">
            {finding.acts.map((act) => (
              <ActButton key={act.path} act={act} about={finding.words} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
