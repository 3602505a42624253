import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Mails are written down before they are sent. Those that went out before are taken over from Medusa's own notes by their
 * keys, so that none goes out twice; where Medusa's table is not there yet, none has.
 */
export class Migration20261129201010 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_mail (
      id text primary key,
      template text not null,
      state text not null constraint csp_mail_state_check check (state in ('waiting', 'sent', 'given_up')),
      recipient text null,
      sealed text null,
      attempts integer not null default 0,
      failure text null constraint csp_mail_failure_check check (failure in ('server', 'refused', 'unwritten', 'here')),
      last_error text null,
      asked_at timestamptz not null default now(),
      next_at timestamptz null default now(),
      expires_at timestamptz null,
      ended_at timestamptz null,
      constraint csp_mail_ends_check check ((state = 'waiting') = (ended_at is null) and (state = 'waiting') = (next_at is not null))
    )`);
    this.addSql(
      "create index if not exists csp_mail_due on csp_mail (next_at) where state = 'waiting' and sealed is not null",
    );
    this.addSql("create index if not exists csp_mail_unsent on csp_mail (asked_at) where state <> 'sent'");
    this.addSql("create index if not exists csp_mail_recipient on csp_mail (recipient) where recipient is not null");
    this.addSql(`do $$ begin
      if to_regclass('notification') is not null then
        insert into csp_mail (id, template, state, attempts, asked_at, next_at, ended_at)
        select key, template, state, attempts, asked_at,
          case when state = 'waiting' then now() end, case when state <> 'waiting' then last_at end
        from (
          select n.resource_id as key, coalesce(max(n.template), '') as template, count(*)::int as attempts,
            min(n.created_at) as asked_at, max(n.created_at) as last_at,
            case when bool_or(n.status = 'success') then 'sent'
              when count(*) >= 300 or max(n.created_at) < now() - interval '30 days' then 'given_up'
              else 'waiting' end as state
          from notification n
          where n.resource_type = 'seatline_mail' and n.resource_id is not null
          group by n.resource_id) earlier
        on conflict (id) do nothing;
      end if;
    end $$`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_mail");
  }
}
