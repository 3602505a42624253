import type { Knex } from "@medusajs/framework/mikro-orm/knex";

/** What a document charges of a charge, or gives back of it; minor units. */
export interface ChargeDocument {
  readonly net: number;
  readonly tax: number;
}

/** Every document over these charges, those that charged and those that gave back: their sum is what is left. */
export async function documentsPerCharge(db: Knex, chargeLineIds: readonly string[]): Promise<ChargeDocument[]> {
  const { rows } = await db.raw<{ rows: { net: string; tax: string }[] }>(
    `select sum(m.net) as net, sum(m.tax) as tax
     from (
       select id as charge_line_id, id as line_id, net, tax from csp_invoice_line where id = any(:ids::text[])
       union all
       select charge_line_id, credit_line_id, net, tax from csp_line_credit where charge_line_id = any(:ids::text[])
     ) m
     join csp_invoice_line l on l.id = m.line_id
     group by charge_line_id, l.invoice_id`,
    { ids: [...chargeLineIds] },
  );
  return rows.map(({ net, tax }) => ({ net: Number(net), tax: Number(tax) }));
}
