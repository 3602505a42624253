import { amountInWords } from "../../domain/charging";
import { money } from "../../domain/money";
import type { DifferenceKind, EventDraft } from "../../domain/subscription";
import { type Finding, isHeldWhere, type Stake } from "../../modules/subscription";
import { type AtStake, type AttentionAct, type AttentionKind, orderLink, rowsOf } from "./kind";

type Proposed = { readonly proposal: Pick<EventDraft, "type" | "on"> | null };

type Row = Proposed & {
  id: string;
  kind: DifferenceKind;
  subscription_id: string | null;
  company_id: string;
  vendor_subscription_id: string;
  words: string;
  stake: Stake | null;
  first_seen_at: Date;
  last_seen_at: Date;
  order_id: string | null;
  sku_title: string | null;
};

/** While billing of a subscription holds, that it does is told instead (`subscription_held`). */
const OPEN = `select f.id, f.kind, f.subscription_id, f.company_id, f.vendor_subscription_id, f.words, f.proposal, f.stake,
    f.first_seen_at, f.last_seen_at, s.order_id, s.sku_title
  from csp_subscription_finding f left join csp_subscription s on s.id = f.subscription_id
  where f.state = 'open' and f.gone_at is null
    and not (f.kind = 'state' and s.id is not null and ${isHeldWhere("s")})
  order by f.first_seen_at, f.id limit :most`;

/** What somebody changed at the vendor and not here, and nobody has decided. No word settles it: an act does. */
export const subscriptionFindingKind: AttentionKind = {
  name: "subscription_finding",
  title: "Changed at the vendor",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    return (await rowsOf<Row>(container, OPEN, now)).map((row) => ({
      ref: row.id,
      since: row.first_seen_at,
      state: row.words,
      words:
        row.sku_title === null
          ? "The vendor has a subscription for this company that is not in our books. It is billed to nobody."
          : `The vendor and we differ about ${row.sku_title}. What is billed was not changed.`,
      detail: row.words,
      customerReads: null,
      companyId: row.company_id,
      links: row.order_id === null || row.order_id === "" ? [] : [orderLink(row.order_id)],
      money: atStake(row),
      acts: findingActs({ ...row, subscriptionId: row.subscription_id, state: "open", goneAt: null }),
    }));
  },
};

function atStake({ stake, proposal }: Row): AtStake | null {
  if (stake === null || proposal === null) {
    return null;
  }
  const { unbilled, eachPeriod, currency, periodMonths } = stake;
  const each = periodMonths === 1 ? "month" : periodMonths === 12 ? "year" : `${periodMonths} months`;
  return {
    amount: unbilled,
    currency,
    rule: `What our books with the vendor's change in them would bill since ${proposal.on}, less what they bill without it, before tax.`,
    inputs: [
      { words: `Unbilled since ${proposal.on}`, amount: unbilled },
      ...(periodMonths === 0 ? [] : [{ words: `More each ${each} from then on`, amount: eachPeriod }]),
    ],
  };
}

/** What can be done about a finding; nothing once it is settled or stands no more. */
export function findingActs(
  finding: Pick<Finding, "id" | "subscriptionId" | "state" | "goneAt" | "stake"> & Proposed,
): AttentionAct[] {
  const { id, subscriptionId, proposal, stake } = finding;
  if (finding.state !== "open" || finding.goneAt !== null) {
    return [];
  }
  const sum =
    stake === null ? "" : ` That is ${amountInWords(money(stake.unbilled, stake.currency))} before tax up to now.`;
  const bill =
    proposal === null || subscriptionId === null
      ? []
      : [
          {
            words: "Bill from its day",
            path: `/findings/${id}/bill`,
            asksReason: false,
            warning: `The change counts from ${proposal.on}, and the next run bills it or gives it back.${sum} The customer reads it on an invoice.`,
          },
        ];
  const read =
    subscriptionId === null
      ? []
      : [{ words: "Read again", path: `/subscriptions/${subscriptionId}/read`, asksReason: false, warning: null }];
  const ignore = {
    words: "Ignore",
    path: `/findings/${id}/ignore`,
    asksReason: true,
    warning:
      "It is billed to nobody, and not told again unless the vendor says something else. Say why: the journal keeps it.",
  };
  return [...bill, ...read, ignore];
}
