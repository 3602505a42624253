import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/**
 * Auth identities of customers whose address was never confirmed and that are older than `days` days, oldest first. Only
 * those that were asked to confirm it, or never became a customer: a host's earlier customers were not asked. Who has
 * ordered anything is not among them. By the database's clock, which has written when they were made.
 */
export async function listUnconfirmedAccounts(
  container: MedusaContainer,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<string[]> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select a.id
     from provider_identity p
     join auth_identity a on a.id = p.auth_identity_id
     cross join lateral (select a.app_metadata ->> 'customer_id' as id) c
     where p.provider = 'emailpass' and p.deleted_at is null
       and p.created_at < now() - :days * interval '1 day'
       and coalesce(a.app_metadata, '{}'::jsonb) - 'customer_id' = '{}'::jsonb
       and not exists (select from provider_identity o where o.auth_identity_id = a.id and o.id <> p.id)
       and not exists (select from auth_verification v
                       where v.auth_identity_id = a.id and v.verified_at is not null and v.deleted_at is null)
       and (c.id is null or exists (select from auth_verification v
                                    where v.auth_identity_id = a.id and v.deleted_at is null))
       and not exists (select from "order" o where o.customer_id = c.id)
       and not exists (select from csp_company_member m
                       where m.customer_id = c.id
                         and (exists (select from csp_checkout k where k.company_id = m.company_id)
                           or exists (select from csp_subscription s where s.company_id = m.company_id)
                           or exists (select from csp_invoice i where i.company_id = m.company_id)))
     order by p.created_at, a.id limit :limit`,
    { days, limit },
  );
  return rows.map(({ id }) => id);
}
