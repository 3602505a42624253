import { Badge, Button, InlineTip } from "@medusajs/ui";
import { useState } from "react";
import { Link } from "react-router-dom";
import type { Product } from "../../../api/admin/csp/products/[id]/document";
import { SectionHeader } from "../section-header";
import { PlanTable } from "./plan-table";

const SHOWN_AT_FIRST = 8;

/** The offer a product stands for, with its plans. */
export function ProductPanel({ product }: { product: Product }) {
  const [all, setAll] = useState(false);
  const plans = all ? product.plans : product.plans.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <SectionHeader
        level="h2"
        title="Licences"
        words={`${product.offer.title}, ${product.offer.vendor_product_id} at Microsoft`}
      >
        <Badge size="2xsmall" color={product.on_sale ? "green" : "grey"}>
          {product.on_sale ? "On sale" : "Withdrawn"}
        </Badge>
        <Link to="/csp/offers" className="txt-small text-ui-fg-interactive">
          Offers
        </Link>
      </SectionHeader>
      <div className="px-6 py-4">
        <InlineTip label="Prices and variants are kept by Seatline" variant="warning">
          A price typed on a variant is charged to nobody and lost at the next change: use Offers. Leave the variants
          and their SKUs as they are: plans are found by them.
        </InlineTip>
      </div>
      <div className="overflow-x-auto">
        <PlanTable productId={product.id} plans={plans} />
      </div>
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
