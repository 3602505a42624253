import type { MedusaContainer } from "@medusajs/framework/types";
import { createHook, createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk";
import { CLOCK_MODULE } from "../../modules/clock";
import { type CreateCreditNote, type CreditNote, createCreditNote } from "../../processes/billing";
import { Front } from "../shared/front";
import { afterDeed, type HookReport, hookAfter } from "../shared/hooks";

export type IssueCreditNoteWorkflowInput = Omit<CreateCreditNote, "now">;

type Amounts = {
  /** The invoice that is credited. */
  readonly invoiceId: string;
  readonly billingAccountId: string;
  readonly companyId: string;
  /** ISO 4217, capitals. */
  readonly currency: string;
  /** What the note is over: minor units of `currency`, negative as they stand on it. */
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
};

export type IssuedCreditNote = Amounts & {
  readonly dryRun: false;
  readonly id: string;
  /** Its number in the seller's series. */
  readonly number: string;
};

export type CreditNoteOutcome =
  | IssuedCreditNote
  /** What it would be; nothing was written. */
  | (Amounts & { readonly dryRun: true; readonly id: null; readonly number: null });

export type IssueCreditNoteWorkflowResult = CreditNoteOutcome & HookReport;

const front = new Front({ perform, output: outcomeOf });
const issueCreditNoteStep = front.step("csp-issue-credit-note");

/**
 * Gives an issued invoice back, whole or in part, by a credit note at the tax it was issued with. A note that was issued
 * stands; who runs this twice gives back twice, as far as the invoice has something left. `POST
 * /admin/csp/invoices/:id/credit` runs this workflow.
 *
 * Hooks:
 * - `validate` runs before anything is done, for a dry run too, so that what is tried out is what would happen. A
 *   MedusaError refuses the note, and the admin reads its message.
 * - `creditNoteIssued` runs once the note has its number, not for a dry run. What it throws is logged and told as
 *   `hookFailure`; the note stands.
 *
 * @throws invalid_data naming a line that is not on the invoice, is named twice or has less left than asked for;
 *   not_found, not_allowed (draft, credit note, payment under way), conflict (credited at the same time)
 */
export const issueCreditNoteWorkflow = createWorkflow(
  "csp-issue-credit-note",
  (input: WorkflowData<IssueCreditNoteWorkflowInput>) => {
    const validate = createHook<"validate", { readonly input: IssueCreditNoteWorkflowInput }, unknown>("validate", {
      input,
    });
    const outcome = issueCreditNoteStep(input);
    const { hook: creditNoteIssued, answer } = hookAfter("creditNoteIssued", outcome, isIssued);
    return new WorkflowResponse(answer, { hooks: [validate, creditNoteIssued] });
  },
);
const { hooks } = issueCreditNoteWorkflow;
hooks.validate = front.before(hooks.validate);
hooks.creditNoteIssued = afterDeed("creditNoteIssued", hooks.creditNoteIssued, ({ id, number }) => ({
  invoice_id: id,
  invoice_number: number,
}));

/** `createCreditNote` with a host's hooks. @throws what `createCreditNote` throws, and what a handler of `validate` throws */
export async function issueCreditNoteWithHooks(
  container: MedusaContainer,
  { now, ...input }: CreateCreditNote,
): Promise<CreditNote> {
  return front.run(issueCreditNoteWorkflow, container, input, () => createCreditNote(container, { ...input, now }));
}

async function perform(container: MedusaContainer, input: IssueCreditNoteWorkflowInput): Promise<CreditNote> {
  return createCreditNote(container, { ...input, now: container.resolve(CLOCK_MODULE).now() });
}

function outcomeOf(note: CreditNote): CreditNoteOutcome {
  const { id, number, billingAccountId, companyId, currency, net, tax, gross } = note;
  const amounts = { invoiceId: note.creditedInvoiceId ?? "", billingAccountId, companyId, currency, net, tax, gross };
  return number === null
    ? { dryRun: true, id: null, number: null, ...amounts }
    : { dryRun: false, id, number, ...amounts };
}

function isIssued(outcome: CreditNoteOutcome): outcome is IssuedCreditNote {
  return !outcome.dryRun;
}
