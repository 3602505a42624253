import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Credits that runs wrote before it was kept of which charges something is given back are read from the lines themselves,
 * oldest first, by the rule that holds since: a correction gives back the line it corrects, everything else the newest
 * charges of its charge period first; by the seats it returns, or else by what is left of the money.
 *
 * A credit whose charges do not have as much left as it gives stays without them: what it gave back of which charge cannot
 * be known. `credit_names_its_charges` lists those of the last 40 days; nothing else changes for them.
 */
export class Migration20261129110001 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`do $$
      declare
        credit record;
        charge record;
        part record;
        seats_left integer;
        net_left bigint;
        tax_left bigint;
        by_seats boolean;
        taken integer;
        net_part bigint;
        tax_part bigint;
      begin
        create temporary table csp_credit_parts (n serial, charge_line_id text, seats integer, net bigint, tax bigint,
          seats_there integer, net_there bigint, tax_there bigint) on commit drop;
        for credit in
          select l.*, case when l.charge_key ~ '#[^#]*$' then regexp_replace(l.charge_key, '#[^#]*$', '') end as corrected,
            i.issued_at, i.sequence
          from csp_invoice_line l join csp_invoice i on i.id = l.invoice_id
          where l.net < 0 and l.credited_line_id is null
            and not exists (select from csp_line_credit m where m.credit_line_id = l.id)
          order by i.issued_at, i.sequence nulls last, l.id
        loop
          delete from csp_credit_parts;
          for charge in
            select c.id, c.quantity + coalesce(m.seats, 0) as seats, c.net + coalesce(m.net, 0) as net,
              c.tax + coalesce(m.tax, 0) as tax
            from csp_invoice_line c
            join csp_invoice i on i.id = c.invoice_id
            left join lateral (
              select sum(seats) as seats, sum(net) as net, sum(tax) as tax from csp_line_credit
              where charge_line_id = c.id) m on true
            where c.subscription_id = credit.subscription_id and c.net > 0 and c.kind <> 'goodwill'
              and not exists (select from csp_line_credit own where own.credit_line_id = c.id)
              and i.issued_at <= credit.issued_at
              and case
                when credit.corrected is not null and exists (
                  select from csp_invoice_line base
                  where base.net > 0 and regexp_replace(base.charge_key, '#[^#]*$', '') = credit.corrected)
                then regexp_replace(c.charge_key, '#[^#]*$', '') = credit.corrected
                else c.term_event_id = credit.term_event_id and c.reference_start = credit.reference_start
                  and c.reference_end = credit.reference_end
                end
            order by i.issued_at desc, i.sequence desc nulls first, c.id desc
          loop
            insert into csp_credit_parts (charge_line_id, seats_there, net_there, tax_there)
              values (charge.id, greatest(charge.seats, 0), greatest(charge.net, 0), charge.tax);
          end loop;
          by_seats := credit.quantity < 0
            and (select coalesce(sum(seats_there), 0) from csp_credit_parts) >= -credit.quantity;
          seats_left := -credit.quantity;
          net_left := -credit.net;
          for part in select * from csp_credit_parts order by n loop
            if by_seats then
              taken := least(seats_left, part.seats_there);
              net_part := case when taken = seats_left then net_left
                else floor(-credit.net * taken::numeric / -credit.quantity) end;
              seats_left := seats_left - taken;
            else
              taken := 0;
              net_part := least(net_left, part.net_there);
            end if;
            net_left := net_left - net_part;
            update csp_credit_parts set seats = taken, net = net_part where n = part.n;
          end loop;
          delete from csp_credit_parts where net is null or net = 0;
          tax_left := -credit.tax;
          for part in select * from csp_credit_parts order by n loop
            tax_part := case
              when part.n = (select max(n) from csp_credit_parts) then tax_left
              else round(-credit.tax * part.net::numeric / -credit.net) end;
            tax_left := tax_left - tax_part;
            update csp_credit_parts set tax = tax_part where n = part.n;
          end loop;
          if net_left = 0 and not exists (
            select from csp_credit_parts
            where net > net_there or (tax_there >= 0 and tax > tax_there)) then
            insert into csp_line_credit (credit_line_id, charge_line_id, seats, net, tax)
              select credit.id, charge_line_id, -seats, -net, -tax from csp_credit_parts;
          end if;
        end loop;
      end $$`);
  }

  override async down(): Promise<void> {
    // What was read from the lines is right for as long as the ledger is there.
  }
}
