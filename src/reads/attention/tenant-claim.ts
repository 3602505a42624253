import { type AttentionKind, customerLink, rowsOf } from "./kind";

type Row = {
  id: string;
  company_id: string;
  legal_name: string;
  domain: string;
  codes_sent: number;
  customer_id: string | null;
  since: Date;
};

const OPEN = `select m.id, m.company_id, c.legal_name, m.domain, m.codes_sent, m.created_at as since,
    (select min(x.customer_id) from csp_company_member x where x.company_id = m.company_id) as customer_id
  from csp_tenant_claim m join csp_company c on c.id = m.company_id
  where m.state = 'open' order by m.created_at, m.id limit :most`;

/** A company says that an existing tenant is its own and has not proved it: it cannot order until then. */
export const tenantClaimKind: AttentionKind = {
  name: "tenant_claim",
  title: "Tenant claimed",
  isSettledByWord: false,
  isToldAtOnce: false,
  async read(container, now) {
    return (await rowsOf<Row>(container, OPEN, now)).map((row) => ({
      ref: row.id,
      since: row.since,
      state: row.domain,
      words: `${row.legal_name} says that ${row.domain} is its own, and has not proved it yet. It cannot order for it until then.`,
      detail:
        row.codes_sent === 0
          ? "No code could be sent: Microsoft names no contact of that tenant to us."
          : `Codes sent to the tenant's contact at Microsoft: ${row.codes_sent}.`,
      customerReads: "Prove that the tenant is yours with the code that went to its contact at Microsoft.",
      companyId: row.company_id,
      links: row.customer_id === null ? [] : [customerLink(row.customer_id)],
      money: null,
      acts: [
        {
          words: "Approve",
          path: `/tenant-claims/${row.id}/approve`,
          asksReason: true,
          warning: `${row.legal_name} can then order for ${row.domain} and see what runs in it. Say how you know that it is theirs: the journal keeps it.`,
        },
        {
          words: "Reject",
          path: `/tenant-claims/${row.id}/reject`,
          asksReason: true,
          warning: "The company can choose another tenant, or claim this one again. Say why: the journal keeps it.",
        },
      ],
    }));
  },
};
