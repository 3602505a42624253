import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { TenantCreation, VendorCredential } from "./types";

type TenantRow = {
  vendor: string;
  company_id: string;
  domain: string;
  request_id: string;
  vendor_tenant_id: string | null;
};

const TENANT_TABLE = "csp_vendor_tenant";
const CREDENTIAL_TABLE = "csp_vendor_credential";

export async function readTenantCreation(db: Knex, vendor: string, companyId: string): Promise<TenantCreation | null> {
  const row = await db(TENANT_TABLE).where({ vendor, company_id: companyId }).first<TenantRow | undefined>();
  return row
    ? {
        vendor: row.vendor,
        companyId: row.company_id,
        domain: row.domain,
        requestId: row.request_id,
        vendorTenantId: row.vendor_tenant_id,
      }
    : null;
}

/** Notes that a tenant is about to be created. An earlier note of the same company stands, with its request id. */
export async function insertTenantCreation(db: Knex, creation: Omit<TenantCreation, "vendorTenantId">): Promise<void> {
  await db(TENANT_TABLE)
    .insert({
      vendor: creation.vendor,
      company_id: creation.companyId,
      domain: creation.domain,
      request_id: creation.requestId,
    })
    .onConflict(["vendor", "company_id"])
    .ignore();
}

export async function storeTenantId(
  db: Knex,
  creation: Omit<TenantCreation, "requestId" | "vendorTenantId"> & { readonly vendorTenantId: string },
): Promise<void> {
  const { vendor, companyId, domain, vendorTenantId } = creation;
  await db(TENANT_TABLE).where({ vendor, company_id: companyId, domain }).update({ vendor_tenant_id: vendorTenantId });
}

/** The vendor has refused the creation: nothing exists there, so the company may choose another domain. */
export async function deleteTenantCreation(db: Knex, vendor: string, companyId: string): Promise<void> {
  await db(TENANT_TABLE).where({ vendor, company_id: companyId }).whereNull("vendor_tenant_id").delete();
}

export async function readCredential(db: Knex, vendor: string): Promise<VendorCredential | null> {
  const row = await db(CREDENTIAL_TABLE)
    .where({ vendor })
    .first<{ sealed_refresh_token: string; seed_fingerprint: string } | undefined>();
  return row ? { sealedRefreshToken: row.sealed_refresh_token, seedFingerprint: row.seed_fingerprint } : null;
}

export async function writeCredential(db: Knex, vendor: string, credential: VendorCredential): Promise<void> {
  await db(CREDENTIAL_TABLE)
    .insert({
      vendor,
      sealed_refresh_token: credential.sealedRefreshToken,
      seed_fingerprint: credential.seedFingerprint,
    })
    .onConflict("vendor")
    .merge({
      sealed_refresh_token: credential.sealedRefreshToken,
      seed_fingerprint: credential.seedFingerprint,
      updated_at: db.fn.now(),
    });
}
