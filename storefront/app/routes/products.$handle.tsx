import { useRef } from "react";
import { Form, Link, useNavigation } from "react-router";
import { Button } from "../components/ui/button";
import { Container, Empty, PageTitle } from "../components/ui/layout";
import { useHydrated } from "../components/use-hydrated";
import { OfferIcon } from "../features/catalogue/offer-icon";
import { ComparisonTable } from "../features/product/comparison-table";
import { CostPanel } from "../features/product/cost-panel";
import { EditionChoice } from "../features/product/edition-choice";
import { PlanChoice } from "../features/product/plan-choice";
import { QuantityField } from "../features/product/quantity-field";
import { useLivePreview } from "../features/product/use-live-preview";
import type { Offer, Sku } from "../server/api/offers.server";
import { readClock } from "../server/clock.server";
import { guarded } from "../server/guards.server";
import { loadPreview, type PricePreview } from "../server/preview.server";
import type { Route } from "./+types/products.$handle";

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const [page, clock] = await Promise.all([
    guarded({ context, url }, (api) => loadPreview(api, params.handle, url.searchParams)),
    readClock(),
  ]);
  return { ...page, now: clock.now.toISOString(), key: crypto.randomUUID() };
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData?.offer.title ?? "Product" },
  { name: "description", content: loaderData?.offer.summary ?? "" },
];

export default function ProductPage({ loaderData }: Route.ComponentProps) {
  const { offer, skuId, preview, now, key } = loaderData;
  const sku = offer.skus.find(({ id }) => id === skuId);
  return (
    <Container>
      <div className="grid gap-8">
        <div className="flex items-start gap-4">
          <OfferIcon title={offer.title} category={offer.category} />
          <PageTitle
            title={offer.title}
            eyebrow={
              <Link to="/" className="link">
                All products
              </Link>
            }
          >
            {offer.description || offer.summary}
          </PageTitle>
        </div>
        {sku === undefined || preview === null ? (
          <Empty icon="clock" title="Not for sale at the moment">
            There is no plan with a valid price for this product today. Please look again later, or ask us.
          </Empty>
        ) : (
          <Configurator key={sku.id} offer={offer} sku={sku} fromPage={preview} now={now} addKey={key} />
        )}
      </div>
    </Container>
  );
}

/** `addKey`: what this page adds to the cart is added once. */
type ConfiguratorProps = { offer: Offer; sku: Sku; fromPage: PricePreview; now: string; addKey: string };

function Configurator({ offer, sku, fromPage, now, addKey }: ConfiguratorProps) {
  const form = useRef<HTMLFormElement>(null);
  const { preview, stale, refresh } = useLivePreview(offer.handle, form, fromPage);
  const hydrated = useHydrated();
  const adding = useNavigation().formAction === "/cart";
  const plan = sku.plans.find(({ id }) => id === preview.planId) ?? sku.plans[0];
  return (
    <>
      {offer.skus.length > 1 && <EditionChoice handle={offer.handle} skus={offer.skus} selectedId={sku.id} />}
      {sku.description && sku.description !== offer.description && (
        <p className="-mt-3 max-w-2xl text-soft">{sku.description}</p>
      )}
      <Form
        ref={form}
        action={`/products/${offer.handle}`}
        preventScrollReset
        onChange={refresh}
        className="grid items-start gap-8 lg:grid-cols-[1fr_22rem]"
      >
        <div className="grid gap-8">
          <input type="hidden" name="sku" value={sku.id} />
          <input type="hidden" name="handle" value={offer.handle} />
          <input type="hidden" name="key" value={addKey} />
          <PlanChoice plans={sku.plans} selectedId={fromPage.planId} cheapestId={preview.cheapestId} />
          <QuantityField
            id="quantity"
            label="Number of seats"
            defaultValue={fromPage.quantityText}
            min={plan?.min_quantity ?? 1}
            max={plan?.max_quantity ?? null}
            problem={preview.problem}
            onChange={refresh}
          />
          {!hydrated && (
            <div>
              <Button look="quiet">Update price</Button>
            </div>
          )}
        </div>
        <aside aria-label="Cost" className="card grid gap-5 p-5 sm:p-6 lg:sticky lg:top-6">
          <CostPanel quote={preview.quote} problem={preview.problem} stale={stale} now={now} />
          <Button formMethod="post" formAction="/cart" name="intent" value="add" busy={adding} className="w-full">
            Add to cart
          </Button>
        </aside>
      </Form>
      {sku.plans.length > 1 && preview.comparison !== null && (
        <ComparisonTable comparison={preview.comparison} selectedId={preview.planId} />
      )}
    </>
  );
}
