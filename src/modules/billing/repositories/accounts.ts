import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { isFree, LeasedTable, RELEASED } from "../../../database";
import { backOffMs } from "../../../domain/retry";
import type { BillingAccount, BillingPreferences } from "../types";
import { ACCOUNT_COLUMNS as COLUMNS, type AccountRow as Row, toAccount } from "./account-rows";

/** Parking calls nobody outside, so nothing has to be spread. */
const PARKING = { firstMs: 5 * 60_000, longestMs: 24 * 3_600_000 };

/** Five minutes: longer than a batch takes. */
export const accountLeases = new LeasedTable("csp_billing_account", 300);

export type LeaseInput = { readonly now: Date; readonly limit: number };

export type AccountFilter = {
  readonly companyIds: readonly string[] | null;
  readonly parked?: boolean;
  readonly limit: number;
  readonly offset: number;
};

/** Billing accounts and their schedule. */
export class AccountRepository {
  constructor(private readonly db: Knex) {}

  /** Creates the company's account, or returns the one it has (its currency and zone then stay as they are). */
  async ensure(input: {
    companyId: string;
    currency: string;
    timeZone: string;
    stripeCustomerId?: string;
  }): Promise<BillingAccount> {
    await this.db("csp_billing_account")
      .insert({
        id: generateEntityId(undefined, "cspacc"),
        company_id: input.companyId,
        currency: input.currency.toUpperCase(),
        time_zone: input.timeZone,
        stripe_customer_id: input.stripeCustomerId ?? null,
      })
      .onConflict("company_id")
      .ignore();
    const account = await this.byCompany(input.companyId);
    if (!account) {
      throw new Error(`The billing account of company ${input.companyId} vanished while it was being made.`);
    }
    if (input.stripeCustomerId && account.stripeCustomerId === null) {
      await this.setStripeCustomer(account.id, input.stripeCustomerId);
      return { ...account, stripeCustomerId: input.stripeCustomerId };
    }
    return account;
  }

  async byCompany(companyId: string): Promise<BillingAccount | null> {
    const row = await this.db("csp_billing_account").where({ company_id: companyId }).first<Row>(COLUMNS);
    return row ? toAccount(row) : null;
  }

  async byId(id: string): Promise<BillingAccount | null> {
    return (await this.byIds([id]))[0] ?? null;
  }

  async byIds(ids: readonly string[]): Promise<BillingAccount[]> {
    const rows = await this.db("csp_billing_account")
      .whereIn("id", [...ids])
      .select<Row[]>(COLUMNS);
    return rows.map(toAccount);
  }

  /** Id of the account with this record at the card processor. */
  async byStripeCustomer(stripeCustomerId: string): Promise<string | null> {
    const row = await this.db("csp_billing_account")
      .where({ stripe_customer_id: stripeCustomerId })
      .first<{ id: string } | undefined>("id");
    return row?.id ?? null;
  }

  async setStripeCustomer(accountId: string, stripeCustomerId: string): Promise<void> {
    await this.db("csp_billing_account")
      .where({ id: accountId })
      .update({ stripe_customer_id: stripeCustomerId, updated_at: this.db.fn.now() });
  }

  /**
   * Accounts by company, the ones that something holds up first.
   *
   * @param companyIds only accounts of these companies; null: of all
   */
  async list(filter: AccountFilter): Promise<{ accounts: BillingAccount[]; count: number }> {
    const query = this.db("csp_billing_account");
    if (filter.companyIds !== null) {
      query.whereIn("company_id", [...filter.companyIds]);
    }
    if (filter.parked) {
      query.whereNotNull("parked_reason");
    }
    const counted = await query.clone().count({ n: "*" }).first();
    const rows = await query
      .orderByRaw("parked_reason is null, created_at desc, id")
      .limit(filter.limit)
      .offset(filter.offset)
      .select<Row[]>(COLUMNS);
    return { accounts: rows.map(toAccount), count: Number(counted?.n ?? 0) };
  }

  /** Changes how the account is billed from its next document on; what was issued keeps its terms. */
  async change(
    accountId: string,
    changes: Partial<BillingPreferences>,
    db: Knex = this.db,
  ): Promise<BillingAccount | null> {
    const [row] = await db("csp_billing_account")
      .where({ id: accountId })
      .update({
        alignment: changes.alignment,
        billing_day: changes.billingDay,
        payment_terms_days: changes.paymentTermsDays,
        purchase_order_number: changes.purchaseOrderNumber,
        invoice_per_order_number: changes.invoicePerOrderNumber,
        locale: changes.locale,
        invoice_approval: changes.invoiceApproval,
        zero_invoices: changes.zeroInvoices,
        updated_at: this.db.fn.now(),
      })
      .returning<Row[]>(COLUMNS);
    return row ? toAccount(row) : null;
  }

  /** Makes accounts due at `at` unless they are due earlier; a run in progress will not undo it. */
  async markDue(companyIds: readonly string[], at: Date, db: Knex = this.db): Promise<void> {
    await db("csp_billing_account")
      .whereIn("company_id", [...companyIds])
      .update(becomesDue(this.db, at));
  }

  /** Takes up to `limit` due accounts that nobody holds; two runs at once get different ones. */
  async lease({ now, limit }: LeaseInput): Promise<{ accounts: BillingAccount[]; token: string }> {
    const { rows, token } = await accountLeases.take<Row>(this.db, {
      where: "t.next_run_at <= :now",
      bindings: { now },
      orderBy: "t.next_run_at, t.id",
      limit,
      columns: COLUMNS.join(", "),
    });
    return { accounts: rows.map(toAccount), token };
  }

  /** Takes this account, however due it is; null while another one holds it. */
  async leaseOne(id: string): Promise<{ account: BillingAccount; token: string } | null> {
    const { rows, token } = await accountLeases.take<Row>(this.db, {
      where: "t.id = :id",
      bindings: { id },
      orderBy: "t.id",
      limit: 1,
      columns: COLUMNS.join(", "),
    });
    return rows[0] ? { account: toAccount(rows[0]), token } : null;
  }

  /** Gives back what is still held under the lease, as due as it was. */
  async giveBack(token: string): Promise<void> {
    await accountLeases.heldBy(this.db, token).update({ ...RELEASED, updated_at: this.db.fn.now() });
  }

  /** Due accounts without taking them, for a dry run. */
  async due(now: Date, limit: number): Promise<BillingAccount[]> {
    const rows = await this.db("csp_billing_account")
      .where("next_run_at", "<=", now)
      .orderBy(["next_run_at", "id"])
      .limit(limit)
      .select<Row[]>(COLUMNS);
    return rows.map(toAccount);
  }

  /** How many accounts a run could take now: those that another one holds are its own work. */
  async countDue(now: Date): Promise<number> {
    const due = this.db("csp_billing_account").where("next_run_at", "<=", now).whereRaw(isFree());
    const row = await due.count({ n: "*" }).first();
    return Number(row?.n ?? 0);
  }

  async countParked(): Promise<number> {
    const row = await this.db("csp_billing_account").whereNotNull("parked_reason").count({ n: "*" }).first();
    return Number(row?.n ?? 0);
  }

  /** The earliest instant at which an account that nobody holds becomes due. */
  async nextRunAt(): Promise<Date | null> {
    return accountLeases.earliest(this.db, "next_run_at");
  }

  /**
   * Sets a failing account aside with its reason, so that the others go on; it is tried again after a wait that
   * doubles from five minutes to a day.
   */
  async park(account: BillingAccount, token: string, reason: string, now: Date): Promise<void> {
    await accountLeases.held(this.db, { id: account.id, token }).update({
      ...RELEASED,
      next_run_at: new Date(now.getTime() + backOffMs(PARKING, account.parkCount)),
      parked_reason: reason.slice(0, 1000),
      park_count: account.parkCount + 1,
      updated_at: this.db.fn.now(),
    });
  }
}

/** The columns that make an account due at `at`, unless it is due earlier. */
export function becomesDue(db: Knex, at: Date) {
  return {
    next_run_at: db.raw("least(coalesce(next_run_at, ?), ?)", [at, at]),
    schedule_version: db.raw("schedule_version + 1"),
    updated_at: db.fn.now(),
  };
}
