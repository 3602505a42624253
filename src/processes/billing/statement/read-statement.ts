import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays, type LocalDate, localDateIn, type ServicePeriod } from "../../../domain/calendar";
import { type Money, money } from "../../../domain/money";
import { statement } from "../../../domain/receivables";
import type { StatementEntry } from "../../../modules/billing";
import { BILLING_MODULE } from "../../../modules/billing";
import { statementPeriod } from "./period";

export type StatementRow = Pick<StatementEntry, "on" | "kind" | "document" | "orderNumbers" | "cardLabel"> & {
  /** Positive: the company owes more. */
  readonly amount: Money;
  /** What it owes after the row; negative when it has credit. */
  readonly balance: Money;
};

export type CompanyStatement = {
  /** `[start, end)` in days of `timeZone`. */
  readonly period: ServicePeriod;
  readonly currency: string;
  readonly timeZone: string;
  /** The day it was read, in `timeZone`: until the period has passed, its balance is one so far. */
  readonly asOfOn: LocalDate;
  readonly opening: Money;
  readonly rows: readonly StatementRow[];
  readonly closing: Money;
  /** What the seller owes the company now, whatever the period. */
  readonly creditBalance: Money;
};

/**
 * What a company owed at the beginning of some days, what changed it, and what it owed at their end.
 *
 * @param from,to both included, in the account's zone; see `statementPeriod` for days left out
 * @returns null before the company's first checkout
 * @throws InputError naming `to` when it is before `from`
 */
export async function readStatement(
  container: MedusaContainer,
  asked: {
    readonly companyId: string;
    readonly from?: LocalDate | undefined;
    readonly to?: LocalDate | undefined;
    readonly now: Date;
  },
): Promise<CompanyStatement | null> {
  const billing = container.resolve(BILLING_MODULE);
  const account = await billing.findAccount(asked.companyId);
  if (account === null) {
    return null;
  }
  const { id: accountId, currency, timeZone } = account;
  const asOfOn = localDateIn(asked.now, timeZone);
  const period = statementPeriod(asked, asOfOn);
  const lastOn = addDays(period.end, -1);
  const entries = await billing.statement.entries({ accountId, timeZone, lastOn });
  const byReference = new Map(entries.map((entry) => [entry.reference, entry]));
  const { opening, rows, closing } = statement({
    currency,
    entries: entries.map((entry) => ({
      on: entry.on,
      kind: entry.kind,
      document: entry.reference,
      amount: money(entry.amount, currency),
    })),
    from: period.start,
    to: period.end,
  });
  return {
    period,
    currency,
    timeZone,
    asOfOn,
    opening,
    rows: rows.map(({ on, document, amount, balance }) => {
      const entry = byReference.get(document);
      if (entry === undefined) {
        throw new Error(`Statement row ${document} has no entry.`);
      }
      const { kind, orderNumbers, cardLabel } = entry;
      return { on, kind, document: entry.document, orderNumbers, cardLabel, amount, balance };
    }),
    closing,
    creditBalance: money(account.creditBalance, currency),
  };
}
