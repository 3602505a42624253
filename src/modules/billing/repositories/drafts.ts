import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { MedusaError } from "@medusajs/framework/utils";
import { invoiceTransitions } from "../../../domain/states";
import type { LegalEntity, NewInvoice } from "../types";
import { becomesDue } from "./accounts";
import { creditMoves, writeCreditMoves } from "./credit-moves";
import { noteTakes, takesOf } from "./given-credit";
import { INVOICE_SELECT, type InvoiceRow, settlementAtIssue, toInvoice } from "./invoice-rows";
import { writeJournal } from "./journal";
import { takeNumbers } from "./numbering";
import { toInteger } from "./numbers";

/** The day's facts of a document, decided when it is issued. */
export type IssueDates = Pick<NewInvoice, "issuedAt" | "issuedOn" | "dueOn" | "nextChargeAt">;

export type IssueDraft = {
  readonly invoiceId: string;
  readonly legalEntity: LegalEntity;
  readonly dates: IssueDates;
  readonly actor: string;
};

/** Documents that wait for a person. */
export class DraftRepository {
  constructor(private readonly db: Knex) {}

  /**
   * Gives the draft its number and its day, and uses up the account's credit balance, in one transaction.
   *
   * @throws MedusaError not_found; not_allowed when it is issued already
   */
  async issue({ invoiceId, legalEntity, dates, actor }: IssueDraft): Promise<void> {
    await this.db.transaction(async (trx) => {
      const { draft, balance } = await lockDraft(trx, invoiceId, "issue");
      const document = { ...draft, ...dates } as unknown as NewInvoice;
      const balances = new Map([[draft.billingAccountId, balance]]);
      const takes = await takesOf(trx, [document]);
      const moves = creditMoves([{ invoice: document, draft: false }], balances, actor, takes);
      const used = moves.find((move) => move.kind === "applied");
      const creditApplied = used ? -used.amount : 0;
      const { status, paidAt, nextChargeAt } = settlementAtIssue(document, { draft: false, creditApplied });
      const [place] = await takeNumbers(trx, legalEntity, [document]);
      await trx("csp_invoice")
        .where({ id: invoiceId })
        .update({
          ...place,
          issued_at: dates.issuedAt,
          issued_on: dates.issuedOn,
          due_on: dates.dueOn,
          status,
          paid_at: paidAt,
          credit_applied: creditApplied,
          next_charge_at: nextChargeAt,
          updated_at: dates.issuedAt,
        });
      await writeCreditMoves(trx, moves);
      await noteTakes(trx, takes);
      await writeJournal(trx, [entry("draft_issued", actor, dates.issuedAt, draft, { number: place?.number })]);
    });
  }

  /**
   * Throws the draft away. Its lines become unbilled again; the next run finds them.
   *
   * @throws MedusaError not_found; not_allowed when it is issued already
   */
  async discard(input: { readonly invoiceId: string; readonly actor: string; readonly now: Date }): Promise<void> {
    const { invoiceId, actor, now } = input;
    await this.db.transaction(async (trx) => {
      const { draft } = await lockDraft(trx, invoiceId, "discard");
      await refuseWhileGivenBack(trx, invoiceId);
      const subscriptions = await trx("csp_invoice_line")
        .where({ invoice_id: invoiceId })
        .distinct<{ subscription_id: string }[]>("subscription_id");
      await trx("csp_invoice_line").where({ invoice_id: invoiceId }).delete();
      await trx("csp_invoice").where({ id: invoiceId }).delete();
      await trx("csp_billing_account")
        .where({ id: draft.billingAccountId })
        .update({
          ...becomesDue(trx, now),
          positions: trx.raw("positions - ?::text[]", [subscriptions.map((row) => row.subscription_id)]),
        });
      await writeJournal(trx, [entry("draft_discarded", actor, now, draft, { gross: draft.gross })]);
    });
  }
}

/** What is thrown away cannot have been given back: the credit would stand alone. */
async function refuseWhileGivenBack(trx: Knex.Transaction, invoiceId: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: { number: string | null }[] }>(
    `select distinct i.number from csp_line_credit m
     join csp_invoice_line charge on charge.id = m.charge_line_id
     join csp_invoice_line credit on credit.id = m.credit_line_id
     join csp_invoice i on i.id = credit.invoice_id
     where charge.invoice_id = :draft and credit.invoice_id <> :draft`,
    { draft: invoiceId },
  );
  const [by] = rows;
  if (by !== undefined) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `${by.number ?? "Another draft"} gives back lines of this draft: ${by.number === null ? "discard that one first" : "issue this one"}.`,
    );
  }
}

/** The account first, as everywhere, then the document. */
async function lockDraft(trx: Knex.Transaction, invoiceId: string, event: "issue" | "discard") {
  const found = await trx("csp_invoice").where({ id: invoiceId }).first<{ billing_account_id: string }>("*");
  if (!found) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${invoiceId} was not found.`);
  }
  const account = await trx("csp_billing_account")
    .where({ id: found.billing_account_id })
    .forUpdate()
    .first<{ credit_balance: string }>("credit_balance");
  const row = (await trx("csp_invoice").where({ id: invoiceId }).forUpdate().first(trx.raw(INVOICE_SELECT))) as
    | InvoiceRow
    | undefined;
  if (row === undefined || !invoiceTransitions.may(row.status, event)) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Invoice ${row?.number ?? invoiceId} is not a draft.`);
  }
  return { draft: toInvoice(row), balance: toInteger(account?.credit_balance ?? 0) };
}

function entry(
  action: string,
  actor: string,
  at: Date,
  draft: { readonly id: string; readonly billingAccountId: string },
  detail: Record<string, unknown>,
) {
  return {
    at,
    actor,
    action,
    billingAccountId: draft.billingAccountId,
    invoiceId: draft.id,
    billingRunId: null,
    detail,
  };
}
