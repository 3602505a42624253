import { Form, Link, useNavigation } from "react-router";
import { Button, ButtonLink } from "../../components/ui/button";
import { Icon } from "../../components/ui/icon";
import { Badge, Fact, Facts, Notice } from "../../components/ui/layout";
import { DateText, Instant, Money } from "../../components/ui/values";
import type { Renewal } from "../../server/api/renewals.server";
import { planName, seats } from "../plans/labels";
import { CONFIRM_RENEWAL } from "./fields";
import { chosenInWords, daysLeftInWords, eachInWords, planInWords, untilThen, whyNotOpen } from "./words";

/** From this many days on the end of a term is near. */
const NEAR_DAYS = 30;

type Props = { renewal: Renewal; seller: string; problem: string | null };

/** One term that ends: what happens then, what it costs, and what can be done about it. */
export function RenewalRow({ renewal, seller, problem }: Props) {
  const { subscription_id: id, sku_title, days_left, term_last_on } = renewal;
  return (
    <li id={`renewal-${id}`} className="scroll-mt-20">
      <article className="card grid gap-5 p-5 sm:p-6" aria-labelledby={`title-${id}`}>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <div className="grid gap-1">
            <h2 id={`title-${id}`} className="text-lg font-semibold">
              <Link to={`/account/subscriptions/${id}`} prefetch="intent" className="hover:underline">
                {sku_title}
              </Link>
            </h2>
            <p className="text-soft">
              {seats(renewal.quantity)}, {planName(renewal)}
            </p>
          </div>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              Last day <DateText on={term_last_on} />
            </span>
            <Badge tone={days_left <= NEAR_DAYS ? "warn" : "plain"}>{daysLeftInWords(days_left)}</Badge>
          </p>
        </div>
        <div className="grid items-start gap-5 md:grid-cols-2">
          <div className="grid gap-2">
            <p className="font-medium">{planInWords(renewal)}</p>
            <Standing renewal={renewal} seller={seller} />
          </div>
          <NextCharges charges={renewal.charges} />
        </div>
        {problem !== null && (
          <Notice tone="bad" live>
            {problem}
          </Notice>
        )}
        <Choices renewal={renewal} />
      </article>
    </li>
  );
}

/** Whose choice it is, whether Microsoft has it, and whether the company has said yes to it. */
function Standing({ renewal, seller }: { renewal: Renewal; seller: string }) {
  const { vendor_confirmed_at, confirmed_at, chosen_by } = renewal;
  return (
    <>
      <p className="text-sm text-soft">{chosenInWords(chosen_by, seller)}</p>
      {vendor_confirmed_at === null ? (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <Badge tone="warn">Waiting for Microsoft</Badge>
          <span>It is being written on Microsoft&rsquo;s record. {untilThen(renewal)}</span>
        </p>
      ) : (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <Badge tone="good">
            <Icon name="check" className="mr-1 size-4" />
            On record
          </Badge>
          <span>
            confirmed by Microsoft at <Instant at={vendor_confirmed_at} />
          </span>
        </p>
      )}
      {confirmed_at !== null && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <Badge tone="good">
            <Icon name="check" className="mr-1 size-4" />
            Confirmed
          </Badge>
          <span>
            by your company at <Instant at={confirmed_at} />
          </span>
        </p>
      )}
    </>
  );
}

function NextCharges({ charges }: { charges: Renewal["charges"] }) {
  if (charges.kind === "nothing") {
    return <p className="text-soft">Nothing is charged after that.</p>;
  }
  if (charges.kind === "extended") {
    return charges.each_charge === null ? (
      <p className="text-soft">
        Charged by the month at Microsoft&rsquo;s own price for that, which is higher. We do not know it yet.
      </p>
    ) : (
      <div className="grid gap-3">
        <Facts>
          <Fact name="Each month, net">
            <Money value={charges.each_charge} />
          </Fact>
        </Facts>
        <p className="text-sm text-soft">
          Microsoft&rsquo;s own price for service by the month{charges.price_known ? "" : ", as it is today"}. Before
          tax and discounts.
        </p>
      </div>
    );
  }
  const { first_charge, each_charge, whole_term, period } = charges;
  return (
    <div className="grid gap-3">
      {charges.kind === "no_price" && (
        <p className="text-sm text-soft">
          There is no price for that day yet. These are the figures at today&rsquo;s price; it can be another one.
        </p>
      )}
      <Facts>
        {first_charge.amount !== each_charge.amount && (
          <Fact name="First charge, up to your billing day, net">
            <Money value={first_charge} />
          </Fact>
        )}
        <Fact name={eachInWords(period)}>
          <Money value={each_charge} />
        </Fact>
        {whole_term.amount !== each_charge.amount && (
          <Fact name="Whole next term, net">
            <Money value={whole_term} />
          </Fact>
        )}
      </Facts>
      <p className="text-sm text-soft">Before tax and discounts.</p>
    </div>
  );
}

function Choices({ renewal }: { renewal: Renewal }) {
  const { subscription_id: id, sku_title, outcome, next_quantity, term_last_on, confirmed_at } = renewal;
  const busy = useNavigation().formData?.get("subscription_id") === id;
  const closed = whyNotOpen(renewal);
  if (closed !== null) {
    return <p className="border-t border-line pt-5 text-soft">{closed}</p>;
  }
  const page = `/account/subscriptions/${id}`;
  return (
    <div className="grid gap-3 border-t border-line pt-5">
      <div className="flex flex-wrap gap-3">
        {confirmed_at === null && (
          <Form method="post" action="/account/renewals" preventScrollReset>
            <input type="hidden" name="subscription_id" value={id} />
            <input type="hidden" name="term_last_on" value={term_last_on} />
            <input type="hidden" name="outcome" value={outcome} />
            <input type="hidden" name="next_quantity" value={next_quantity ?? ""} />
            <Button name="intent" value={CONFIRM_RENEWAL} busy={busy} aria-label={`Confirm: ${sku_title}`}>
              Confirm
            </Button>
          </Form>
        )}
        <ButtonLink to={`${page}#end`} look="quiet">
          Change<span className="sr-only"> {sku_title}</span>
        </ButtonLink>
        {outcome !== "stop" && (
          <ButtonLink to={`${page}?change=renewal&outcome=stop#end`} look="quiet">
            Stop<span className="sr-only"> {sku_title}</span>
          </ButtonLink>
        )}
      </div>
      <p className="text-sm text-soft">
        Can be changed until <Instant at={renewal.changeable_until_at} />. If you do nothing, it happens as said above.
      </p>
    </div>
  );
}
