import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import * as tasks from "./task-store";
import type {
  LeasedTask,
  NewTask,
  ProvisioningTask,
  TaskEnd,
  TaskFilter,
  TaskKind,
  TenantCreation,
  VendorCartRecord,
  VendorCredential,
  VendorOrderRecord,
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
  async enqueue(newTasks: readonly NewTask[], now: Date): Promise<number> {
    return tasks.insertTasks(this.db, newTasks, now);
  }

  /** Leases the task (of these kinds) longest due at `now`; null when there is none. */
  async lease(now: Date, kinds?: readonly TaskKind[]): Promise<LeasedTask | null> {
    return tasks.leaseTask(this.db, now, kinds);
  }

  /** Writes the end of a leased task; false when the lease was lost, and then nothing is written. */
  async end(task: LeasedTask, end: TaskEnd, now: Date): Promise<boolean> {
    return tasks.endTask(this.db, task, end, now);
  }

  /** Makes a waiting or standing task due now; null when it is running or final. */
  async retry(taskId: string, now: Date): Promise<ProvisioningTask | null> {
    return tasks.retryTask(this.db, taskId, now);
  }

  /** Brings the waiting polls of these orders forward to `now`. */
  async hasten(orderIds: readonly string[], now: Date): Promise<number> {
    return tasks.hastenWaiting(this.db, orderIds, now);
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

  async currentVendorOrder(orderId: string, vendor: string): Promise<VendorOrderRecord> {
    return orders.currentVendorOrder(this.db, orderId, vendor);
  }

  async storeCart(orderId: string, generation: number, cart: VendorCartRecord): Promise<VendorOrderRecord> {
    return orders.storeCart(this.db, orderId, generation, cart);
  }

  async markCheckoutBegun(orderId: string, generation: number): Promise<void> {
    await orders.markCheckoutBegun(this.db, orderId, generation);
  }

  async renewCheckoutRequest(orderId: string, generation: number): Promise<void> {
    await orders.renewCheckoutRequest(this.db, orderId, generation);
  }

  async abandonVendorOrder(orderId: string, generation: number, why: string): Promise<VendorOrderRecord> {
    return orders.abandonVendorOrder(this.db, orderId, generation, why);
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

  async storeTenantId(vendor: string, companyId: string, vendorTenantId: string): Promise<void> {
    await accounts.storeTenantId(this.db, vendor, companyId, vendorTenantId);
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
