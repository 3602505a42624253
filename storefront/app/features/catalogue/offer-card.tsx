import { Link } from "react-router";
import { Money } from "../../components/ui/values";
import type { OfferCard as Offer } from "../../server/api/offers.server";
import { planName } from "../plans/labels";
import { OfferIcon } from "./offer-icon";

const SHOWN_PLANS = 3;

/** One offer in the catalogue, with the monthly price per seat of its plans. */
export function OfferCard({ offer }: { offer: Offer }) {
  const more = offer.plans_summary.length - SHOWN_PLANS;
  return (
    <li className="card relative flex flex-col gap-4 p-5 transition-colors hover:border-accent has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent">
      <div className="flex items-start gap-3.5">
        <OfferIcon title={offer.title} category={offer.category} />
        <div className="min-w-0">
          <h3 className="font-semibold">
            <Link
              to={`/products/${offer.handle}`}
              prefetch="intent"
              className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none"
            >
              {offer.title}
            </Link>
          </h3>
          <p className="text-sm text-soft">{[offer.publisher, offer.category].filter(Boolean).join(", ")}</p>
        </div>
      </div>
      {offer.summary && <p className="line-clamp-2 text-soft">{offer.summary}</p>}
      <div className="mt-auto border-t border-line pt-4">
        {offer.from === null ? (
          <p className="text-soft">Not for sale at the moment</p>
        ) : (
          <>
            <p>
              <span className="text-soft">from </span>
              <span className="text-xl font-semibold">
                <Money value={offer.from.price_per_month} />
              </span>
              <span className="text-soft"> per seat and month</span>
            </p>
            <ul className="mt-2 grid gap-1 text-sm text-soft">
              {offer.plans_summary.slice(0, SHOWN_PLANS).map((plan) => (
                <li key={`${plan.term} ${plan.billing_plan}`} className="flex justify-between gap-3">
                  <span>{planName(plan)}</span>
                  <Money value={plan.price_per_month} />
                </li>
              ))}
              {more > 0 && <li>{more === 1 ? "and one more plan" : `and ${more} more plans`}</li>}
            </ul>
          </>
        )}
      </div>
    </li>
  );
}
