import { finished } from "node:stream/promises";
import type { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** Invoices in one batch, about as many as a run writes at once. */
const BATCH = 500;

type Batch = { readonly invoices: string; readonly lines: string };

/**
 * Seconds it takes to write the documents and lines of the runs once more with COPY, in batches of one transaction each,
 * over one connection, into tables that are equal to the product's: columns, checks, indexes, foreign keys, and the rows
 * that were there before the runs. No reading, no arithmetic, no numbers, no account is moved: what is left is what the
 * database asks for the rows alone.
 */
export async function measureFloor(client: Client, rounds: number): Promise<number[]> {
  const batches = await readBatches(client);
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await makeTables(client);
    await client.query("checkpoint");
    const from = performance.now();
    for (const batch of batches) {
      await client.query("begin");
      await copyIn(client, "bench.floor_invoice", batch.invoices);
      await copyIn(client, "bench.floor_invoice_line", batch.lines);
      await client.query("commit");
    }
    seconds.push((performance.now() - from) / 1_000);
    await client.query("drop table bench.floor_invoice_line, bench.floor_invoice");
  }
  return seconds;
}

async function makeTables(client: Client): Promise<void> {
  for (const table of ["invoice", "invoice_line"]) {
    await client.query(`create table bench.floor_${table} (like csp_${table} including all)`);
  }
  await client.query("insert into bench.floor_invoice select * from csp_invoice where billing_run_id is null");
  await client.query(
    `insert into bench.floor_invoice_line select l.* from csp_invoice_line l
     join csp_invoice i on i.id = l.invoice_id where i.billing_run_id is null`,
  );
  // `like` leaves foreign keys out.
  const { rows } = await client.query<{ table: string; definition: string }>(
    `select replace(conrelid::regclass::text, 'csp_', 'bench.floor_') as table, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid in ('csp_invoice'::regclass, 'csp_invoice_line'::regclass)`,
  );
  for (const { table, definition } of rows) {
    const own = definition.replace(/REFERENCES csp_(invoice|invoice_line)\(/, "REFERENCES bench.floor_$1(");
    await client.query(`alter table ${table} add ${own}`);
  }
  await client.query("analyze bench.floor_invoice, bench.floor_invoice_line");
}

async function readBatches(client: Client): Promise<Batch[]> {
  const documents =
    "select *, row_number() over (order by id) - 1 as place from csp_invoice where billing_run_id is not null";
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from csp_invoice where billing_run_id is not null",
  );
  await client.query(`create table bench.floor_place as select id, place / ${BATCH} as batch from (${documents}) d`);
  await client.query("create unique index on bench.floor_place (id)");
  await client.query("create index on bench.floor_place (batch)");
  await client.query("analyze bench.floor_place");
  const batches: Batch[] = [];
  for (let batch = 0; batch * BATCH < (rows[0]?.n ?? 0); batch += 1) {
    const part = `bench.floor_place p where p.batch = ${batch}`;
    batches.push({
      invoices: await copyOut(
        client,
        `select i.* from csp_invoice i where i.id in (select p.id from ${part}) order by i.id`,
      ),
      lines: await copyOut(
        client,
        `select l.* from csp_invoice_line l where l.invoice_id in (select p.id from ${part}) order by l.invoice_id, l.position`,
      ),
    });
  }
  await client.query("drop table bench.floor_place");
  return batches;
}

async function copyOut(client: Client, sql: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`copy (${sql}) to stdout`))) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

async function copyIn(client: Client, table: string, rows: string): Promise<void> {
  const copy = client.query(copyFrom(`copy ${table} from stdin`));
  copy.end(rows);
  await finished(copy);
}
