import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import * as decisions from "./task-decisions";
import * as tasks from "./task-store";
import type {
  By,
  LeasedTask,
  NewTask,
  NotesPage,
  PersonsDecision,
  ProvisioningTask,
  SaveNotes,
  StandingRefusal,
  TaskEnd,
  TaskFilter,
  TaskKind,
  TenantCreation,
  VendorCredential,
  Withdrawal,
  WithdrawalOutcome,
} from "./types";
import * as accounts from "./vendor-account-store";
import * as orders from "./vendor-order-store";

/**
 * The outbox of vendor work and the memory of what has been asked of a vendor. Every method commits before it resolves;
 * none of them talks to a vendor.
 */
export default class ProvisioningModuleService {
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
  }

  /** Adds the tasks that are not there yet (unique by reference and kind); returns how many were new. */
  async enqueue(newTasks: readonly NewTask[], now: Date, actor: string | null = null): Promise<number> {
    return tasks.insertTasks(this.db, newTasks, now, actor);
  }

  /** Leases the task (of these kinds) longest due at `now`; null when there is none. */
  async lease(now: Date, kinds?: readonly TaskKind[]): Promise<LeasedTask | null> {
    return tasks.leaseTask(this.db, now, kinds);
  }

  /** Writes the end of a leased task; false when the lease was lost, and then nothing is written. */
  async end(task: LeasedTask, end: TaskEnd, now: Date): Promise<boolean> {
    return tasks.endTask(this.db, task, end, now);
  }

  /** Ends an order that is not to be carried out, if nothing was ordered for it. Can be asked for any number of times. */
  async withdraw(
    orderId: string,
    withdrawal: Withdrawal,
    by: { readonly actor: string | null; readonly now: Date },
  ): Promise<WithdrawalOutcome> {
    return decisions.withdrawGroup(this.db, orderId, withdrawal, by);
  }

  /** Makes a waiting or standing task due now; null when it is running or final. */
  async retry(taskId: string, by: By): Promise<ProvisioningTask | null> {
    return decisions.retryTask(this.db, taskId, by);
  }

  /** Refuses a standing task in a person's name; false when it has moved since it was read. */
  async refuse(task: ProvisioningTask, refusal: StandingRefusal, by: By): Promise<boolean> {
    return decisions.refuseStandingTask(this.db, task, refusal, by);
  }

  /** Writes what a person decided about lines of a standing task, which is due then; false when it has moved since. */
  async decide(task: ProvisioningTask, decision: PersonsDecision, by: By): Promise<boolean> {
    return decisions.decideStandingTask(this.db, task, decision, by);
  }

  /** Keeps what readings have said of a leased task's lines. */
  async noteSightings(task: LeasedTask, sightings: unknown): Promise<void> {
    await tasks.noteSightings(this.db, task, sightings);
  }

  /** Brings the waiting polls of these orders forward to `now`. */
  async hasten(orderIds: readonly string[], now: Date): Promise<number> {
    return tasks.hastenWaiting(this.db, orderIds, now);
  }

  /** Takes the mail address of an erased person out of what was kept of these orders; the company's is used instead. */
  async forgetAddresses(orderIds: readonly string[]): Promise<void> {
    await tasks.forgetAddresses(this.db, orderIds);
  }

  async nextDueAt(kinds?: readonly TaskKind[]): Promise<Date | null> {
    return tasks.nextTaskAt(this.db, kinds);
  }

  async findTask(taskId: string): Promise<ProvisioningTask | null> {
    return tasks.readTask(this.db, taskId);
  }

  /** All tasks of an order, by position; empty when the order was never enqueued. */
  async listOrderTasks(orderId: string): Promise<ProvisioningTask[]> {
    return tasks.readGroup(this.db, orderId);
  }

  async listTasks(filter: TaskFilter): Promise<{ tasks: ProvisioningTask[]; count: number }> {
    return tasks.listTasks(this.db, filter);
  }

  /** Tasks that stand with this code, of one company or of all (null), longest first. */
  async listStanding(filter: Parameters<typeof tasks.listStanding>[1]): Promise<ProvisioningTask[]> {
    return tasks.listStanding(this.db, filter);
  }

  /** The adapter's notes about the order; null at revision 0. */
  async loadNotes(orderId: string): Promise<NotesPage> {
    return orders.loadNotes(this.db, orderId);
  }

  /** Replaces the notes of a revision. @throws MedusaError conflict when another worker has saved meanwhile */
  async saveNotes(save: SaveNotes): Promise<number> {
    return orders.saveNotes(this.db, save);
  }

  async storePlaced(orderId: string, vendorOrderIds: readonly string[]): Promise<void> {
    await orders.storePlaced(this.db, orderId, vendorOrderIds);
  }

  async knownVendorOrders(vendor: string, vendorOrderIds: readonly string[]): Promise<Set<string>> {
    return orders.knownVendorOrders(this.db, vendor, vendorOrderIds);
  }

  async ordersOfVendorOrder(vendor: string, vendorOrderId: string): Promise<string[]> {
    return orders.ordersOfVendorOrder(this.db, vendor, vendorOrderId);
  }

  async findTenantCreation(vendor: string, companyId: string): Promise<TenantCreation | null> {
    return accounts.readTenantCreation(this.db, vendor, companyId);
  }

  async beginTenantCreation(creation: Omit<TenantCreation, "vendorTenantId">): Promise<void> {
    await accounts.insertTenantCreation(this.db, creation);
  }

  /** Notes which tenant the creation of this domain led to; nothing when another creation has taken its place. */
  async storeTenantId(creation: Parameters<typeof accounts.storeTenantId>[1]): Promise<void> {
    await accounts.storeTenantId(this.db, creation);
  }

  async forgetTenantCreation(vendor: string, companyId: string): Promise<void> {
    await accounts.deleteTenantCreation(this.db, vendor, companyId);
  }

  async findCredential(vendor: string): Promise<VendorCredential | null> {
    return accounts.readCredential(this.db, vendor);
  }

  async storeCredential(vendor: string, credential: VendorCredential): Promise<void> {
    await accounts.writeCredential(this.db, vendor, credential);
  }
}
