import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { type JournalSearch, readJournal } from "../../../../reads/journal";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { journalLines } from "./answer";
import type { WholeJournalAnswer } from "./document";
import { wholeJournalQuery } from "./validators";

/** What people did, the newest first, over all parts of the house. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<WholeJournalAnswer>): Promise<void> => {
    const { area, object_kind, object_id, actor, limit, offset } = readInput(
      wholeJournalQuery,
      withoutEmpty(req.query),
    );
    const search: JournalSearch = {
      ...(area === undefined ? {} : { area }),
      ...(object_kind === undefined ? {} : { objectKind: object_kind }),
      ...(object_id === undefined ? {} : { objectId: object_id }),
      ...(actor === undefined ? {} : { actor }),
      limit,
      offset,
    };
    const { lines, count } = await readJournal(req.scope, search);
    res.json({ lines: await journalLines(req.scope, lines), count, limit, offset });
  },
);
