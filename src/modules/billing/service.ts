import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils";
import { readingService } from "../../database";
import { CspBillingAccount, CspInvoice, CspInvoiceLine } from "./models/documents";
import { AccountRepository } from "./repositories/accounts";
import { AttemptRepository } from "./repositories/attempts";
import { type CheckResult, checkBooks } from "./repositories/checks";
import { type CreditNoteInput, issueCreditNote } from "./repositories/credit-notes";
import { CreditRepository } from "./repositories/credits";
import { DiscountRepository } from "./repositories/discounts";
import { DraftRepository } from "./repositories/drafts";
import { InvoiceRepository } from "./repositories/invoices";
import { type IssuedInvoice, type IssueInput, issueInvoices } from "./repositories/issuing";
import { JournalRepository } from "./repositories/journal";
import { saveLegalEntity } from "./repositories/legal-entities";
import { type Outcome, recordOutcome } from "./repositories/outcomes";
import { PaymentMethodRepository, type SavePaymentMethod } from "./repositories/payment-methods";
import { QuoteRepository } from "./repositories/quotes";
import { RunRepository } from "./repositories/runs";
import { StatementRepository } from "./repositories/statement";
import { TraceRepository } from "./repositories/traces";
import type { BillingAccount, BillingRun, InvoiceDetail, LegalEntity, PaymentMethod, StoredQuote } from "./types";

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
  readonly runs: RunRepository;
  readonly drafts: DraftRepository;
  readonly credits: CreditRepository;
  readonly discounts: DiscountRepository;
  readonly journal: JournalRepository;
  readonly statement: StatementRepository;
  readonly traces: TraceRepository;
  private readonly paymentMethods: PaymentMethodRepository;
  private readonly quotes: QuoteRepository;
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    super(container);
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
    this.accounts = new AccountRepository(this.db);
    this.invoices = new InvoiceRepository(this.db);
    this.attempts = new AttemptRepository(this.db);
    this.runs = new RunRepository(this.db);
    this.drafts = new DraftRepository(this.db);
    this.credits = new CreditRepository(this.db);
    this.discounts = new DiscountRepository(this.db);
    this.journal = new JournalRepository(this.db);
    this.statement = new StatementRepository(this.db);
    this.traces = new TraceRepository(this.db);
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

  /** The purchase order number printed on the account's future invoices; null removes it. */
  async setPurchaseOrderNumber(accountId: string, purchaseOrderNumber: string | null): Promise<void> {
    await this.accounts.setPurchaseOrderNumber(accountId, purchaseOrderNumber);
  }

  /** Saves a card with the consent to be charged; it becomes the default. Idempotent per card. */
  async savePaymentMethod(input: SavePaymentMethod): Promise<PaymentMethod> {
    return this.paymentMethods.save(input);
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
  async issueCreditNote(input: CreditNoteInput): Promise<string> {
    return issueCreditNote(this.db, input);
  }

  /** Whether what is stored keeps the rules of the books; see `checkBooks`. */
  async checkBooks(window: { readonly since: Date; readonly now: Date }): Promise<CheckResult[]> {
    return checkBooks(this.db, window);
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
