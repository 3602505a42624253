import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import type { Consent, PaymentMethod } from "../types";

type Row = {
  id: string;
  billing_account_id: string;
  payment_method_id: string;
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  fingerprint: string | null;
  is_default: boolean;
  consent_text_version: string;
  consent_agreed_at: Date;
  consent_ip: string | null;
};

export type SavePaymentMethod = {
  readonly accountId: string;
  readonly paymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly fingerprint?: string | null;
  readonly consent: { readonly textVersion: string; readonly agreedAt: Date; readonly ip?: string | null };
};

/** The cards a company agreed to be charged on, with the evidence. Rows are added, never removed. */
export class PaymentMethodRepository {
  constructor(private readonly db: Knex) {}

  /**
   * Makes the card the default. A card that is saved anew keeps its first consent. Invoices that a declined card left
   * unpaid become chargeable again at once: a new card is why a customer comes back.
   */
  async save(input: SavePaymentMethod): Promise<PaymentMethod> {
    const consent: Consent = { ...input.consent, ip: input.consent.ip ?? null };
    await this.db.transaction(async (trx) => {
      // The account's row lock lets two saves at once take turns instead of colliding on the one default.
      await trx("csp_billing_account").where({ id: input.accountId }).forUpdate().select("id");
      const known = await trx("csp_payment_method")
        .where({ billing_account_id: input.accountId, payment_method_id: input.paymentMethodId, is_default: true })
        .first("id");
      if (known) {
        return;
      }
      await trx("csp_payment_method").where({ billing_account_id: input.accountId }).update({ is_default: false });
      await trx("csp_payment_method")
        .insert({
          id: generateEntityId(undefined, "csppm"),
          billing_account_id: input.accountId,
          payment_method_id: input.paymentMethodId,
          brand: input.brand,
          last4: input.last4,
          exp_month: input.expMonth,
          exp_year: input.expYear,
          fingerprint: input.fingerprint ?? null,
          is_default: true,
          consent_text_version: consent.textVersion,
          consent_agreed_at: consent.agreedAt,
          consent_ip: consent.ip,
        })
        .onConflict(["billing_account_id", "payment_method_id"])
        .merge({ is_default: true, exp_month: input.expMonth, exp_year: input.expYear });
      await trx("csp_invoice")
        .where({ billing_account_id: input.accountId })
        .where((unpaid) =>
          unpaid.where({ status: "payment_failed" }).orWhere({ status: "open", charge_hold: "no_card" }),
        )
        .update({ next_charge_at: consent.agreedAt, charge_hold: null });
      await trx("csp_payment_case")
        .where({ billing_account_id: input.accountId, kind: "customer_gone" })
        .whereNull("resolved_at")
        .update({ resolved_at: consent.agreedAt, resolved_by: "customer", resolution: "A new card was saved." });
    });
    const saved = await this.defaultOf(input.accountId);
    if (!saved) {
      throw new Error(`The billing account ${input.accountId} has no default card right after one was saved.`);
    }
    return saved;
  }

  async update(
    paymentMethodId: string,
    { expMonth, expYear, last4 }: { readonly expMonth: number; readonly expYear: number; readonly last4: string },
  ): Promise<number> {
    return this.db("csp_payment_method")
      .where({ payment_method_id: paymentMethodId })
      .update({ exp_month: expMonth, exp_year: expYear, last4 });
  }

  /** The rows stay as evidence of the consent; none of them is charged any more. */
  async retire(which: { readonly paymentMethodId: string } | { readonly accountId: string }): Promise<number> {
    const rows = this.db("csp_payment_method").where({ is_default: true });
    return "accountId" in which
      ? rows.where({ billing_account_id: which.accountId }).update({ is_default: false })
      : rows.where({ payment_method_id: which.paymentMethodId }).update({ is_default: false });
  }

  async defaultOf(accountId: string): Promise<PaymentMethod | null> {
    const row = await this.db<Row>("csp_payment_method")
      .where({ billing_account_id: accountId, is_default: true })
      .first();
    return row ? toPaymentMethod(row) : null;
  }
}

function toPaymentMethod(row: Row): PaymentMethod {
  return {
    id: row.id,
    billingAccountId: row.billing_account_id,
    paymentMethodId: row.payment_method_id,
    brand: row.brand,
    last4: row.last4,
    expMonth: row.exp_month,
    expYear: row.exp_year,
    fingerprint: row.fingerprint,
    isDefault: row.is_default,
    consent: { textVersion: row.consent_text_version, agreedAt: row.consent_agreed_at, ip: row.consent_ip },
  };
}
