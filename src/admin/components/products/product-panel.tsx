import { Badge, Button, InlineTip, Text } from "@medusajs/ui";
import { useState } from "react";
import type { Product } from "../../../api/admin/csp/products/[id]/document";
import { PageLink } from "../page-link";
import { SectionHeader } from "../section-header";
import { PlanList } from "./plan-list";

const SHOWN_AT_FIRST = 5;

/** The offer a product stands for, with its plans. */
export function ProductPanel({ product }: { product: Product }) {
  const [all, setAll] = useState(false);
  const plans = all ? product.plans : product.plans.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <SectionHeader level="h2" title="Licences" words={`At Microsoft ${product.offer.vendor_product_id}`}>
        <Badge size="2xsmall" color={product.on_sale ? "green" : "grey"}>
          {product.on_sale ? "On sale" : "Withdrawn"}
        </Badge>
        <PageLink to="/csp/offers">Offers</PageLink>
      </SectionHeader>
      <div className="flex flex-col gap-3 px-6 py-4">
        <InlineTip label="Prices and variants are kept by Seatline" variant="warning">
          A price typed on a variant is charged to nobody and lost at the next change: use Offers. Leave the variants
          and their SKUs as they are: plans are found by them.
        </InlineTip>
        <Text size="small" className="text-ui-fg-subtle">
          For one seat: the price of a charge, the cost of the term.
        </Text>
      </div>
      <PlanList productId={product.id} plans={plans} />
      {product.plans.length > plans.length ? (
        <div className="px-6 py-4">
          <Button size="small" variant="secondary" onClick={() => setAll(true)}>
            Show all {product.plans.length} plans
          </Button>
        </div>
      ) : null}
    </>
  );
}
