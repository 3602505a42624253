import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Segment, SellablePlan } from "../types";
import { ON_SALE, type OnSaleRow } from "./on-sale";
import { sellablePlan } from "./sellable-plans";

export type OfferSearch = {
  /** Words, all of which must occur in the titles; empty = everything. */
  readonly words: readonly string[];
  readonly segment: Segment | null;
  readonly category: string | null;
  readonly limit: number;
  readonly offset: number;
  readonly now: Date;
};

/** An offer on sale with the plans on sale that matched. */
export type StoreOffer = {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly publisher: string;
  readonly category: string;
  readonly skus: readonly StoreSku[];
};

export type StoreSku = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly segment: Segment;
  readonly plans: readonly SellablePlan[];
};

export type Facet<Value extends string = string> = {
  readonly value: Value;
  readonly count: number;
};

export type OfferPage = {
  readonly offers: readonly StoreOffer[];
  readonly count: number;
  /** Offers for each value under the words and the OTHER filter, so that a filter can be changed. */
  readonly facets: { readonly segments: readonly Facet<Segment>[]; readonly categories: readonly Facet[] };
};

/**
 * Words are looked for at the beginning of the words of the titles. An offer ranks by where they occur: its title is
 * the search, begins with it, holds it, or only one of its SKUs does.
 */
const PAGE = `with on_sale as (${ON_SALE}), found as (
    select o.*, case
      when lower(o.offer_title) = :phrase then 0
      when starts_with(lower(o.offer_title), :phrase) then 1
      when ' ' || lower(o.offer_title) ~ all(:patterns) then 2
      else 3 end as rank
    from on_sale o
    where ' ' || lower(concat_ws(' ', o.offer_title, o.sku_title, o.category)) ~ all(:patterns)
  ), matched as (
    select * from found where (:segment = '' or segment = :segment) and (:category = '' or category = :category)
  ), offers as (
    select offer_id, min(rank) as rank, min(offer_title) as title from matched group by offer_id
  ), page as (
    select offer_id, row_number() over (order by rank, title, offer_id) as place
    from offers order by place limit :limit offset :offset
  )
  select
    (select count(*) from offers) as count,
    (select coalesce(jsonb_object_agg(value, count), '{}') from (
      select segment as value, count(distinct offer_id) from found
      where :category = '' or category = :category group by segment) x) as segments,
    (select coalesce(jsonb_object_agg(value, count), '{}') from (
      select category as value, count(distinct offer_id) from found
      where :segment = '' or segment = :segment group by category) x) as categories,
    (select coalesce(jsonb_agg(to_jsonb(m) || jsonb_build_object('place', p.place)), '[]')
      from page p join matched m using (offer_id)) as plans`;

type PageRow = {
  count: string;
  segments: Record<Segment, number>;
  categories: Record<string, number>;
  plans: (OnSaleRow & { place: number })[];
};

/** One page of the shop's catalogue with its count and facets. One query. */
export async function searchOffers(db: Knex, search: OfferSearch): Promise<OfferPage> {
  const words = search.words.map((word) => word.toLowerCase());
  const { rows } = await db.raw<{ rows: PageRow[] }>(PAGE, {
    now: search.now,
    phrase: words.join(" "),
    // The beginning of a word is where no letter or digit stands before.
    patterns: words.map((word) => `[^[:alnum:]]${escapePattern(word)}`),
    segment: search.segment ?? "",
    category: search.category ?? "",
    limit: search.limit,
    offset: search.offset,
  });
  const row = rows[0];
  if (!row) {
    return { offers: [], count: 0, facets: { segments: [], categories: [] } };
  }
  const plans = [...row.plans].sort((a, b) => a.place - b.place);
  return {
    offers: groupOffers(plans),
    count: Number(row.count),
    facets: { segments: facets(row.segments), categories: facets(row.categories) },
  };
}

/** One offer by its address with everything of it that is on sale, or null. One query. */
export async function findOffer(db: Knex, input: { handle: string; now: Date }): Promise<StoreOffer | null> {
  const { now, handle } = input;
  const { rows } = await db.raw<{ rows: OnSaleRow[] }>(`${ON_SALE} and o.handle = :handle`, { now, handle });
  return groupOffers(rows)[0] ?? null;
}

const TERMS = ["P1M", "P1Y", "P3Y"];
const PLANS = ["monthly", "annual", "triennial"];

function groupOffers(rows: readonly OnSaleRow[]): StoreOffer[] {
  const offers = new Map<string, OnSaleRow[]>();
  for (const row of rows) {
    offers.set(row.offer_id, [...(offers.get(row.offer_id) ?? []), row]);
  }
  return [...offers.values()].flatMap((of) => {
    const first = of[0];
    return first ? [offer(first, of)] : [];
  });
}

function offer(first: OnSaleRow, rows: readonly OnSaleRow[]): StoreOffer {
  const skus = new Map<string, OnSaleRow[]>();
  for (const row of rows) {
    skus.set(row.sku_id, [...(skus.get(row.sku_id) ?? []), row]);
  }
  return {
    id: first.offer_id,
    handle: first.handle,
    title: first.offer_title,
    publisher: first.publisher,
    category: first.category,
    skus: [...skus.values()].flatMap(sku).sort((a, b) => leads(a, first.offer_title) - leads(b, first.offer_title)),
  };
}

function sku(rows: readonly OnSaleRow[]): StoreSku[] {
  const first = rows[0];
  if (!first) {
    return [];
  }
  const plans = rows
    .map(sellablePlan)
    .sort(
      (a, b) =>
        TERMS.indexOf(a.term) - TERMS.indexOf(b.term) || PLANS.indexOf(a.billingPlan) - PLANS.indexOf(b.billingPlan),
    );
  const { sku_id: id, sku_title: title, sku_description: description, segment } = first;
  return [{ id, title, description, segment, plans }];
}

/** The SKU that bears the offer's name leads; SKUs that only say more in their title follow by its length. */
function leads(one: StoreSku, offerTitle: string): number {
  const commercial = one.segment === "commercial" ? 0 : 10_000;
  return one.title === offerTitle ? commercial : commercial + one.title.length;
}

function facets<Value extends string>(counts: Record<Value, number>): Facet<Value>[] {
  const entries = Object.entries(counts) as [Value, number][];
  return entries
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}

function escapePattern(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
