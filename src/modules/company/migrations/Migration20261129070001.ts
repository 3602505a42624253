import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What was found out about companies' VAT ids, each time it was asked: who answered, when, how. Nothing is changed or
 * forgotten; the last clear answer about the id and country a company has now decides. `correct_at`: when what was
 * taxed since `correct_since`, while no clear answer was known, is to be corrected; null once it was.
 *
 * Ids that were there before count as found valid ("earlier"), as they were treated so far, and are asked about at once:
 * no contract is taxed otherwise from one day to the next because of an upgrade, and the first clear answer holds.
 */
export class Migration20261129070001 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_tax_id_check (
      id text primary key,
      company_id text not null references csp_company (id) on delete cascade,
      tax_id text not null,
      country_code text not null,
      outcome text not null check (outcome in ('valid', 'invalid', 'member_state_down', 'unavailable')),
      how text not null check (how in ('directory', 'person', 'form', 'earlier')),
      decided_by text null,
      reason text null,
      reference text null,
      holder text null,
      at timestamptz not null,
      next_at timestamptz null,
      correct_since timestamptz null,
      correct_at timestamptz null,
      check ((correct_at is null) or (correct_since is not null)),
      check ((how = 'person') = (decided_by is not null))
    );`);
    this.addSql(
      "create index if not exists csp_tax_id_check_company on csp_tax_id_check (company_id, at desc, id desc);",
    );
    this.addSql(`insert into csp_tax_id_check (id, company_id, tax_id, country_code, outcome, how, at, next_at)
      select 'csptic_earlier_' || id, id, tax_id, country_code, 'valid', 'earlier', now(), now()
      from csp_company
      where tax_id is not null and country_code in ('at', 'be', 'bg', 'cy', 'cz', 'de', 'dk', 'ee', 'es', 'fi', 'fr', 'gr',
        'hr', 'hu', 'ie', 'it', 'lt', 'lu', 'lv', 'mc', 'mt', 'nl', 'pl', 'pt', 'ro', 'se', 'si', 'sk')
      on conflict do nothing;`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_tax_id_check;");
  }
}
