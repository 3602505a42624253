import { Link, useRouteLoaderData } from "react-router";
import { ButtonLink } from "../components/ui/button";
import { Icon, type IconName } from "../components/ui/icon";
import { Container, Empty } from "../components/ui/layout";
import { Filters } from "../features/catalogue/filters";
import { OfferCard } from "../features/catalogue/offer-card";
import type { loader as rootLoader } from "../root";
import { listOffers } from "../server/api/offers.server";
import { guarded } from "../server/guards.server";
import { pageOf } from "../server/page-of.server";
import type { Route } from "./+types/_index";

const PAGE_SIZE = 24;
const LONGEST_SEARCH = 100;

export async function loader({ context, url }: Route.LoaderArgs) {
  const read = (name: string) => (url.searchParams.get(name) ?? "").trim().slice(0, LONGEST_SEARCH);
  const filter = { q: read("q"), segment: read("segment"), category: read("category") };
  const page = pageOf(url.searchParams);
  const list = await guarded({ context, url }, (api) =>
    listOffers(api, { ...filter, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
  );
  return { filter, page, pages: Math.max(1, Math.ceil(list.count / PAGE_SIZE)), list };
}

export const meta: Route.MetaFunction = ({ loaderData, matches }) => {
  const seller = matches[0].loaderData?.seller?.name ?? "Shop";
  const q = loaderData?.filter.q;
  return [
    { title: q ? `${q}: products at ${seller}` : `Microsoft licences from ${seller}` },
    {
      name: "description",
      content: "Microsoft licences for companies: clear prices, ordered online, live in minutes.",
    },
  ];
};

const PROMISES: readonly { icon: IconName; text: string }[] = [
  { icon: "chart", text: "The whole cost before you order" },
  { icon: "clock", text: "Licences live in minutes" },
  { icon: "calendar", text: "Return dates always in view" },
];

export default function Catalogue({ loaderData }: Route.ComponentProps) {
  const { filter, list, page, pages } = loaderData;
  const seller = useRouteLoaderData<typeof rootLoader>("root")?.seller?.name;
  const filtered = filter.q !== "" || filter.segment !== "" || filter.category !== "";
  return (
    <Container>
      <div className="grid gap-8">
        {filtered ? (
          <h1 tabIndex={-1} className="text-2xl font-semibold sm:text-3xl">
            Products
          </h1>
        ) : (
          <div className="grid gap-4">
            <h1 tabIndex={-1} className="max-w-3xl text-3xl font-semibold sm:text-4xl">
              Microsoft licences, ordered in minutes and billed without surprises
            </h1>
            <ul className="flex flex-wrap gap-x-7 gap-y-2 text-soft">
              {PROMISES.map(({ icon, text }) => (
                <li key={text} className="flex items-center gap-2">
                  <Icon name={icon} className="size-5 text-accent" />
                  {text}
                </li>
              ))}
            </ul>
          </div>
        )}
        <Filters filter={filter} facets={list.facets} />
        <section aria-labelledby="results" className="grid gap-4">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 id="results" className="text-soft">
              <span role="status">{resultText(list.count, filter.q)}</span>
            </h2>
            {filtered && (
              <Link to="/" className="link py-1">
                Clear all
              </Link>
            )}
          </div>
          {list.offers.length === 0 ? (
            <Empty icon="search" title="Nothing fits" action={<ButtonLink to="/">Show all products</ButtonLink>}>
              {filtered
                ? "Try a shorter word, or take a filter away."
                : `${seller ?? "The shop"} has no products for sale at the moment.`}
            </Empty>
          ) : (
            <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {list.offers.map((offer) => (
                <OfferCard key={offer.id} offer={offer} />
              ))}
            </ul>
          )}
        </section>
        {pages > 1 && <Pages filter={filter} page={page} pages={pages} />}
      </div>
    </Container>
  );
}

type PagesProps = { filter: { q: string; segment: string; category: string }; page: number; pages: number };

function Pages({ filter, page, pages }: PagesProps) {
  const to = (target: number) => {
    const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ""));
    query.set("page", String(target));
    return `/?${query}`;
  };
  return (
    <nav aria-label="Pages" className="flex items-center justify-center gap-4">
      {page > 1 && (
        <ButtonLink to={to(page - 1)} look="quiet">
          Previous
        </ButtonLink>
      )}
      <span className="figures text-soft">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <ButtonLink to={to(page + 1)} look="quiet">
          Next
        </ButtonLink>
      )}
    </nav>
  );
}

function resultText(count: number, q: string): string {
  const products = count === 1 ? "1 product" : `${count} products`;
  return q === "" ? products : `${products} for \u201c${q}\u201d`;
}
