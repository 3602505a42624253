import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { wakeTicker } from "../../../../../../processes/ticker";
import { issueCreditNoteWithHooks } from "../../../../../../workflows/billing/issue-credit-note";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { creditNoteDocument } from "./answer";
import { type CreditBody, type CreditNoteAnswer, partCreditBody, wholeCreditBody } from "./document";
import { linesToCredit } from "./lines-to-credit";

/** Gives an issued invoice back, whole or in part, by a credit note; a dry run answers 200 and writes nothing. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<CreditNoteAnswer>): Promise<void> => {
    const body = readCredit(req.body);
    const billing = req.scope.resolve(BILLING_MODULE);
    const invoice = await billing.retrieveInvoice(idOf(req));
    const note = await issueCreditNoteWithHooks(req.scope, {
      invoiceId: invoice.id,
      reason: body.reason,
      text: body.text,
      lines: linesToCredit(body.lines, invoice, await billing.traces.creditedLines(invoice.id)),
      actor: actorOf(req),
      now: nowOf(req.scope),
      dryRun: body.dry_run,
    });
    if (!body.dry_run) {
      wakeTicker(req.scope);
    }
    res.status(body.dry_run ? 200 : 201).json({ credit_note: creditNoteDocument(note) });
  },
);

function readCredit(input: unknown): CreditBody {
  const isWhole = typeof input === "object" && input !== null && "lines" in input && input.lines === "all";
  return isWhole ? readInput(wholeCreditBody, input) : readInput(partCreditBody, input);
}
