import type { MedusaContainer } from "@medusajs/framework/types";
import type * as reads from "../../../../reads/journal";
import { actorNames } from "../../../../reads/names";
import type { JournalLine } from "./document";

/** Lines of the journal with the names of those who did it. */
export async function journalLines(
  container: MedusaContainer,
  lines: readonly reads.JournalLine[],
): Promise<JournalLine[]> {
  const names = await actorNames(
    container,
    lines.map((line) => line.actor),
  );
  return lines.map((line) => ({
    at: line.at.toISOString(),
    actor: { id: line.actor, name: names.get(line.actor) ?? null },
    area: line.area,
    action: line.action,
    object_kind: line.objectKind,
    object_id: line.objectId,
    detail: line.detail,
  }));
}
