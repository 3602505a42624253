import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { CreditError } from "../../../domain/invoicing";
import { InputError } from "../../../errors/input-error";
import {
  BILLING_MODULE,
  type BillingModuleService,
  type CreditSplit,
  type InvoiceDetail,
  type NewInvoice,
} from "../../../modules/billing";
import { wakeTicker } from "../../ticker";
import { sellerEntity } from "../plan/seller";
import { buildCreditNote, type CreditReason, type LineLeft, linesLeft } from "./build-credit-note";

/** As many people as could credit one invoice at the same moment, and more. */
const MOST_PLANS = 10;

export type CreateCreditNote = {
  readonly invoiceId: string;
  /** `correction`: what is given back is billed anew by the next run. `goodwill`: it stays given. */
  readonly reason: CreditReason;
  /** Why, as the customer reads it on the note. */
  readonly text: string;
  /** All that is left of the invoice, or lines with what to give back of each: net, minor units, above 0. */
  readonly lines: "all" | readonly { readonly lineId: string; readonly net: number }[];
  /** Who does it: a user's id. */
  readonly actor: string;
  readonly now: Date;
  /** Works it out and writes nothing. */
  readonly dryRun?: boolean;
};

/** The note and where its amount goes; its number is null in a dry run. */
export type CreditNote = NewInvoice & { readonly number: string | null; readonly split: CreditSplit };

/**
 * Credits an issued invoice, whole or in part, at the tax it was issued with. The amount first reduces what is unpaid of
 * the invoice, then stands for what has gone back of its payment; the rest becomes credit balance.
 *
 * @throws InputError naming a line that is not on the invoice, is named twice, or has less left than asked for;
 *   MedusaError not_found, not_allowed (draft, credit note, payment under way), conflict (credited by many at the same time)
 */
export async function createCreditNote(container: MedusaContainer, input: CreateCreditNote): Promise<CreditNote> {
  for (let left = MOST_PLANS; ; left -= 1) {
    try {
      return await planAndIssue(container, input);
    } catch (error) {
      // Somebody credited the same invoice between the plan and its writing: what is left now is planned anew, and what
      // is not left any more is refused by name.
      if (left <= 1 || !isConflict(error)) {
        throw error;
      }
    }
  }
}

function isConflict(error: unknown): boolean {
  return MedusaError.isMedusaError(error) && error.type === MedusaError.Types.CONFLICT;
}

async function planAndIssue(container: MedusaContainer, input: CreateCreditNote): Promise<CreditNote> {
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await creditable(billing, input.invoiceId);
  const account = await billing.accounts.byId(invoice.billingAccountId);
  if (account === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Billing account ${invoice.billingAccountId} was not found.`);
  }
  const corrections = await billing.invoices.correctionCounts(invoice.lines.map((line) => line.subscriptionId));
  const moves = await billing.lineCredits.movesOf(invoice.lines.map((line) => line.id));
  const facts = { invoice, account, corrections, moves, ...(await creditedFacts(billing, invoice)) };
  const note = planned(() => buildCreditNote({ ...input, ...facts }));
  if (input.dryRun) {
    return { ...note, number: null, split: await billing.previewCreditSplit(note) };
  }
  const { number, split } = await billing.issueCreditNote({
    legalEntity: await sellerEntity(container),
    note,
    actor: input.actor,
    billAgainAt: input.reason === "correction" ? input.now : null,
  });
  wakeTicker(container);
  return { ...note, number, split };
}

/**
 * The lines of an issued invoice with what is left of each to give back.
 *
 * @throws MedusaError not_found; not_allowed for a draft or a credit note
 */
export async function readLinesLeft(container: MedusaContainer, invoiceId: string): Promise<LineLeft[]> {
  const billing = container.resolve(BILLING_MODULE);
  const invoice = await creditable(billing, invoiceId);
  return linesLeft({ invoice, ...(await creditedFacts(billing, invoice)) });
}

async function creditedFacts(billing: BillingModuleService, { id, lines }: InvoiceDetail) {
  const earlier = await billing.invoices.creditsOf(id);
  return { earlier, charges: await billing.lineCredits.chargesOf(lines.map((line) => line.id)) };
}

async function creditable(billing: BillingModuleService, invoiceId: string): Promise<InvoiceDetail> {
  const invoice = await billing.invoices.detail(invoiceId);
  if (invoice === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Invoice ${invoiceId} was not found.`);
  }
  if (invoice.status === "draft") {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "A draft is discarded, not credited.");
  }
  if (invoice.kind === "credit_note") {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "A credit note cannot be credited.");
  }
  return invoice;
}

/** What the domain refuses is the caller's input. */
function planned<T>(plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    throw error instanceof CreditError ? InputError.of("lines", error.message) : error;
  }
}
