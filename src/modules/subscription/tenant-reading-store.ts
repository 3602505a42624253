import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { LeasedTable, RELEASED } from "../../database";
import type { FindingRepository } from "./finding-store";
import type { LeasedTenant, ReadTenant, UnknownSubscription } from "./finding-types";

const TABLE = "csp_tenant_reading";
/** Two minutes: longer than one list of the vendor takes. */
const leases = new LeasedTable(TABLE, 120);

type Row = { id: string; vendor: string; vendor_tenant_id: string; company_id: string; failures: number };

/** Tenants whose subscriptions are listed at the vendor, each once a day. */
export class TenantReadingRepository {
  constructor(
    private readonly db: Knex,
    private readonly findings: FindingRepository,
  ) {}

  /** Writes down tenants that are not yet, due at `now`; of one tenant the first company counts. */
  async enlist(tenants: readonly ReadTenant[], now: Date): Promise<void> {
    if (tenants.length === 0) {
      return;
    }
    const rows = tenants.map(({ vendor, vendorTenantId, companyId }) => ({
      id: `${vendor}:${vendorTenantId.toLowerCase()}`,
      vendor,
      vendor_tenant_id: vendorTenantId,
      company_id: companyId,
      next_at: now,
    }));
    await this.db(TABLE).insert(rows).onConflict("id").ignore();
  }

  /** Leases one tenant whose list is due at `now`, or null. */
  async leaseDue(now: Date): Promise<LeasedTenant | null> {
    const { rows, token } = await leases.take<Row>(this.db, {
      where: "t.next_at <= :now",
      bindings: { now },
      orderBy: "t.next_at, t.id",
      limit: 1,
      columns: "id, vendor, vendor_tenant_id, company_id, failures",
    });
    const [row] = rows;
    return row === undefined
      ? null
      : {
          id: row.id,
          leaseToken: token,
          vendor: row.vendor,
          vendorTenantId: row.vendor_tenant_id,
          companyId: row.company_id,
          failures: row.failures,
        };
  }

  /** Ids of the subscriptions that we have of a tenant, in lower case. */
  async knownIds({ vendor, vendorTenantId }: ReadTenant): Promise<Set<string>> {
    const ids: string[] = await this.db("csp_subscription")
      .where({ vendor })
      .whereRaw("lower(vendor_tenant_id) = lower(?)", [vendorTenantId])
      .pluck("vendor_subscription_id");
    return new Set(ids.map((id) => id.toLowerCase()));
  }

  /** Notes what the list shows that we do not have, and gives the lease back. */
  async finish(
    tenant: LeasedTenant,
    { unknown, now, nextAt }: { unknown: readonly UnknownSubscription[]; now: Date; nextAt: Date },
  ): Promise<void> {
    await this.db.transaction(async (trx) => {
      const held: number = await leases
        .held(trx, { id: tenant.id, token: tenant.leaseToken })
        .update({ ...RELEASED, failures: 0, read_at: now, next_at: nextAt });
      if (held === 1) {
        await this.findings.seeUnknown(trx, tenant, unknown, now);
      }
    });
  }

  /** Gives the lease back after a list that was not got; `failed` is false where our own set-up stood in the way. */
  async putOff({ id, leaseToken }: LeasedTenant, nextAt: Date, failed: boolean): Promise<void> {
    await leases
      .held(this.db, { id, token: leaseToken })
      .update({ ...RELEASED, next_at: nextAt, ...(failed ? { failures: this.db.raw("failures + 1") } : {}) });
  }

  /** The earliest instant at which a list is due, or null. */
  async nextAt(): Promise<Date | null> {
    return leases.earliest(this.db, "next_at");
  }
}
