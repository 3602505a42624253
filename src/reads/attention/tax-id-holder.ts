import { type AttentionKind, customerLink, rowsOf } from "./kind";

type Row = {
  id: string;
  company_id: string;
  legal_name: string;
  tax_id: string;
  holder: string;
  customer_id: string | null;
  since: Date;
};

/** The newest clear answer about the id and country that a company has now. */
const OPEN = `select v.id, c.id as company_id, c.legal_name, c.tax_id, v.holder, v.at as since,
    (select min(m.customer_id) from csp_company_member m where m.company_id = c.id) as customer_id
  from csp_tax_id_check v
  join csp_company c on c.id = v.company_id and c.tax_id = v.tax_id and c.country_code = v.country_code
  where v.outcome = 'other_holder' and not exists (
    select from csp_tax_id_check x
    where x.company_id = v.company_id and x.tax_id = v.tax_id and x.country_code = v.country_code
      and x.outcome in ('valid', 'invalid', 'other_holder') and (x.at, x.id) > (v.at, v.id))
  order by v.at, v.id limit :most`;

/** A company tells a VAT id that the directory says is somebody else's: VAT is charged until a person has looked. */
export const taxIdHolderKind: AttentionKind = {
  name: "tax_id_holder",
  title: "VAT id of another",
  isSettledByWord: false,
  isToldAtOnce: false,
  async read(container, now) {
    return (await rowsOf<Row>(container, OPEN, now)).map((row) => ({
      ref: row.company_id,
      since: row.since,
      state: `${row.tax_id} ${row.legal_name} ${row.holder}`,
      words: `${row.legal_name} has told the VAT id ${row.tax_id}, which VIES says belongs to ${row.holder}. VAT is charged until you accept it.`,
      detail: "A group, a trade name or a change of name may be behind it; ask for an extract from the register.",
      customerReads: "VAT is charged: the EU's directory names another company as the holder of your VAT ID.",
      companyId: row.company_id,
      links: row.customer_id === null ? [] : [customerLink(row.customer_id)],
      money: null,
      acts: [],
    }));
  },
};
