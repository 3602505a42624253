import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils";
import { readingService } from "../../database";
import { CspBillingAccount, CspInvoice, CspInvoiceLine } from "./models/documents";
import { AccountRepository } from "./repositories/accounts";
import { AttemptRepository } from "./repositories/attempts";
import { type ChargePlan, type PlanCharge, planCharge } from "./repositories/charging";
import { type CheckResult, checkBooks } from "./repositories/checks";
import {
  type CreditNoteInput,
  type CreditSplit,
  issueCreditNote,
  previewCreditSplit,
  type WrittenCreditNote,
} from "./repositories/credit-notes";
import { CreditRepository } from "./repositories/credits";
import { DiscountRepository } from "./repositories/discounts";
import { DraftRepository } from "./repositories/drafts";
import { saveFindings } from "./repositories/findings";
import { InvoiceRepository } from "./repositories/invoices";
import { type IssuedInvoice, type IssueInput, issueInvoices } from "./repositories/issuing";
import { JournalRepository } from "./repositories/journal";
import { saveLegalEntity } from "./repositories/legal-entities";
import { LineCreditRepository } from "./repositories/line-credits";
import { type Outcome, recordOutcome } from "./repositories/outcomes";
import { PaymentCaseRepository } from "./repositories/payment-cases";
import { PaymentMethodRepository, type SavePaymentMethod } from "./repositories/payment-methods";
import { PaymentsBookedRepository } from "./repositories/payments-booked";
import { QuoteRepository } from "./repositories/quotes";
import { ReversalRepository } from "./repositories/reversals";
import { RunRepository } from "./repositories/runs";
import { settleFromBalance } from "./repositories/settling";
import { StatementRepository } from "./repositories/statement";
import {
  bookTaken,
  type CapturePlan,
  type PlanCapture,
  planCapture,
  type TakenMoney,
  type TakenOutcome,
} from "./repositories/taken-money";
import { TraceRepository } from "./repositories/traces";
import { UnbilledPaymentRepository } from "./repositories/unbilled";
import type {
  BillingAccount,
  BillingRun,
  InvoiceDetail,
  LegalEntity,
  NewInvoice,
  PaymentMethod,
  StoredQuote,
} from "./types";

/**
 * Everything about owed money: accounts, quotes, cards, invoices, attempts to be paid.
 *
 * The first group of methods is for other areas. The repositories serve the billing processes, whose statements are
 * set-wise and locked in ways a row-at-a-time service cannot offer.
 */
export default class BillingModuleService extends readingService({ CspBillingAccount, CspInvoice, CspInvoiceLine }) {
  readonly accounts: AccountRepository;
  readonly invoices: InvoiceRepository;
  readonly attempts: AttemptRepository;
  readonly lineCredits: LineCreditRepository;
  readonly runs: RunRepository;
  readonly drafts: DraftRepository;
  readonly credits: CreditRepository;
  readonly discounts: DiscountRepository;
  readonly journal: JournalRepository;
  readonly statement: StatementRepository;
  readonly traces: TraceRepository;
  readonly cases: PaymentCaseRepository;
  readonly reversals: ReversalRepository;
  readonly paymentsBooked: PaymentsBookedRepository;
  readonly unbilled: UnbilledPaymentRepository;
  private readonly paymentMethods: PaymentMethodRepository;
  private readonly quotes: QuoteRepository;
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    super(container);
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
    this.accounts = new AccountRepository(this.db);
    this.invoices = new InvoiceRepository(this.db);
    this.attempts = new AttemptRepository(this.db);
    this.lineCredits = new LineCreditRepository(this.db);
    this.runs = new RunRepository(this.db);
    this.drafts = new DraftRepository(this.db);
    this.credits = new CreditRepository(this.db);
    this.discounts = new DiscountRepository(this.db);
    this.journal = new JournalRepository(this.db);
    this.statement = new StatementRepository(this.db);
    this.traces = new TraceRepository(this.db);
    this.cases = new PaymentCaseRepository(this.db);
    this.reversals = new ReversalRepository(this.db);
    this.paymentsBooked = new PaymentsBookedRepository(this.db);
    this.unbilled = new UnbilledPaymentRepository(this.db);
    this.paymentMethods = new PaymentMethodRepository(this.db);
    this.quotes = new QuoteRepository(this.db);
  }

  /** The company's account; made on first use with this currency (ISO) and zone (IANA), which then stay. */
  async ensureAccount(input: {
    companyId: string;
    currency: string;
    timeZone: string;
    stripeCustomerId?: string;
  }): Promise<BillingAccount> {
    return this.accounts.ensure(input);
  }

  /** The company's account, or null before its first checkout. */
  async findAccount(companyId: string): Promise<BillingAccount | null> {
    return this.accounts.byCompany(companyId);
  }

  /** @throws MedusaError not_found */
  async retrieveAccount(id: string): Promise<BillingAccount> {
    return found(await this.accounts.byId(id), `Billing account ${id}`);
  }

  /** @throws MedusaError not_found */
  async retrieveInvoice(id: string): Promise<InvoiceDetail> {
    return found(await this.invoices.detail(id), `Invoice ${id}`);
  }

  /** @throws MedusaError not_found */
  async retrieveRun(id: string): Promise<BillingRun> {
    return found(await this.runs.byId(id), `Billing run ${id}`);
  }

  async setStripeCustomer(accountId: string, stripeCustomerId: string): Promise<void> {
    await this.accounts.setStripeCustomer(accountId, stripeCustomerId);
  }

  /** Saves a card with the consent to be charged; it becomes the default. Idempotent per card. */
  async savePaymentMethod(input: SavePaymentMethod): Promise<PaymentMethod> {
    return this.paymentMethods.save(input);
  }

  /** Brings cards that the processor changed up to date; an account may know one under several names. */
  async updateCard(
    paymentMethodId: string,
    expiry: { expMonth: number; expYear: number; last4: string },
  ): Promise<number> {
    return this.paymentMethods.update(paymentMethodId, expiry);
  }

  /** A card that the processor no longer keeps: it is not charged any more. @returns how many accounts had it as default */
  async removeCard(paymentMethodId: string): Promise<number> {
    return this.paymentMethods.retire({ paymentMethodId });
  }

  /** All cards of a company whose record at the processor is gone. @returns the account's id, null for a stranger's */
  async removeCustomer(stripeCustomerId: string): Promise<string | null> {
    const account = await this.accounts.byStripeCustomer(stripeCustomerId);
    if (account === null) {
      return null;
    }
    await this.paymentMethods.retire({ accountId: account });
    return account;
  }

  /** The card that is charged, or null before one was saved. */
  async defaultPaymentMethod(accountId: string): Promise<PaymentMethod | null> {
    return this.paymentMethods.defaultOf(accountId);
  }

  /** Keeps a quote as it was shown. */
  async storeQuote(quote: StoredQuote): Promise<void> {
    await this.quotes.store(quote);
  }

  /** @throws MedusaError not_found. An expired quote is returned: the caller decides what it is still good for. */
  async retrieveQuote(id: string): Promise<StoredQuote> {
    return found(await this.quotes.retrieve(id), `Quote ${id}`);
  }

  /** One transaction, in which an act and its line in the journal are written together, whichever module owns them. */
  inTransaction<T>(work: (trx: Knex) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  /** Quotes that ran out before `before` and of which nobody has said yet whether they stay, the oldest first. @returns ids */
  async listUndecidedQuotes(before: Date, limit: number): Promise<string[]> {
    return this.quotes.listUndecided(before, limit);
  }

  /** Keeps those of the quotes that are used for good, and removes the others. */
  async decideQuotes(ids: readonly string[], used: readonly string[]): Promise<void> {
    await this.quotes.decide(ids, used);
  }

  /**
   * Asks the billing run to look at these companies at `at` (they stay due earlier if they are). To be called after
   * appending an event that changes what is owed; forgetting it only means that the account's next date finds it.
   */
  async markDue(companyIds: readonly string[], at: Date): Promise<void> {
    await this.accounts.markDue(companyIds, at);
  }

  /** Writes the seller as the settings have it; its number prefix stays as it was first written. */
  async saveLegalEntity(entity: LegalEntity): Promise<LegalEntity> {
    return saveLegalEntity(this.db, entity);
  }

  /** Writes documents, lines, numbers, credit and schedules in one transaction; see `issueInvoices`. */
  async issue(input: IssueInput): Promise<IssuedInvoice[]> {
    return issueInvoices(this.db, input);
  }

  /** Writes a credit note against an invoice and settles it; see `issueCreditNote`. */
  async issueCreditNote(input: CreditNoteInput): Promise<WrittenCreditNote> {
    return issueCreditNote(this.db, input);
  }

  /** What `issueCreditNote` would do with the note's amount now. */
  async previewCreditSplit(note: Pick<NewInvoice, "creditedInvoiceId" | "gross" | "currency">): Promise<CreditSplit> {
    return previewCreditSplit(this.db, note);
  }

  /** Whether what is stored keeps the rules of the books; see `checkBooks`. */
  async checkBooks(window: { readonly since: Date; readonly now: Date }): Promise<CheckResult[]> {
    return checkBooks(this.db, window);
  }

  /** Decides what a card is asked for, at the last moment; see `planCharge`. */
  async planCharge(input: PlanCharge): Promise<ChargePlan> {
    return planCharge(this.db, input);
  }

  /** Writes down what is about to be taken of an order's held money; see `planCapture`. */
  async planCapture(input: PlanCapture): Promise<CapturePlan> {
    return planCapture(this.db, input);
  }

  /** Books money that the processor says it took; see `bookTaken`. */
  async bookTaken(taken: TakenMoney): Promise<TakenOutcome> {
    return bookTaken(this.db, taken);
  }

  /** Pays open invoices from the account's credit, the oldest first; see `settleFromBalance`. */
  async settleCredit(accountId: string, now: Date): Promise<void> {
    await this.db.transaction((trx) => settleFromBalance(trx, { accountId, actor: "payment", now }));
  }

  /** Keeps what a look through the books found; see `saveFindings`. */
  async saveFindings(results: readonly CheckResult[], now: Date, unread: readonly string[] = []): Promise<void> {
    return saveFindings(this.db, results, now, unread);
  }

  /** Writes the outcome of a charge attempt on the attempt and on its invoice; see `recordOutcome`. */
  async recordOutcome(outcome: Outcome): Promise<boolean> {
    return recordOutcome(this.db, outcome);
  }
}

function found<T>(record: T | null, name: string): T {
  if (record === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `${name} was not found.`);
  }
  return record;
}
