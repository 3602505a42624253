import { isDeepStrictEqual } from "node:util";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { LegalEntity } from "../types";

type Row = {
  id: string;
  legal_name: string;
  address_lines: string[];
  country_code: string;
  tax_id: string;
  support_email: string;
  support_phone: string;
  time_zone: string;
  currency: string;
  number_prefix: string;
};

/**
 * Writes the seller as the settings have it today, if that is news: previews ask for it as well, and reading must not
 * write. Invoices keep the data they were issued with.
 */
export async function saveLegalEntity(db: Knex, entity: LegalEntity): Promise<LegalEntity> {
  const row = await db<Row>("csp_legal_entity").where({ id: entity.id }).first();
  const known = row ? toEntity(row) : null;
  // The prefix stays what it was when the first number was given: a series must not change its form.
  return known !== null && isDeepStrictEqual(known, { ...entity, numberPrefix: known.numberPrefix })
    ? known
    : writeLegalEntity(db, entity);
}

async function writeLegalEntity(db: Knex, entity: LegalEntity): Promise<LegalEntity> {
  const columns = {
    legal_name: entity.legalName,
    address_lines: JSON.stringify(entity.addressLines),
    country_code: entity.countryCode,
    tax_id: entity.taxId,
    support_email: entity.supportEmail,
    support_phone: entity.supportPhone,
    time_zone: entity.timeZone,
    currency: entity.currency,
  };
  const [row] = await db<Row>("csp_legal_entity")
    .insert({ id: entity.id, number_prefix: entity.numberPrefix, ...columns } as unknown as Row)
    .onConflict("id")
    .merge({ ...columns, updated_at: db.fn.now() } as unknown as Row)
    .returning("*");
  if (!row) {
    throw new Error(`The legal entity ${entity.id} could not be saved.`);
  }
  return toEntity(row);
}

function toEntity(row: Row): LegalEntity {
  return {
    id: row.id,
    legalName: row.legal_name,
    addressLines: row.address_lines,
    countryCode: row.country_code,
    taxId: row.tax_id,
    supportEmail: row.support_email,
    supportPhone: row.support_phone,
    timeZone: row.time_zone,
    currency: row.currency,
    numberPrefix: row.number_prefix,
  };
}
