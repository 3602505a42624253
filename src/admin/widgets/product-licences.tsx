import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminProduct, DetailWidgetProps } from "@medusajs/framework/types";
import { HostPanel } from "../components/host-panel";
import { useProduct } from "../components/products/api";
import { ProductPanel } from "../components/products/product-panel";

/** What Seatline knows of the product, on Medusa's page of it. */
const ProductLicences = ({ data: { id } }: DetailWidgetProps<AdminProduct>) => (
  <HostPanel read={useProduct(id)} title="Licences" problem="The plans of this product could not be read.">
    {(product) => <ProductPanel product={product} />}
  </HostPanel>
);

export const config = defineWidgetConfig({ zone: "product.details.side.before", id: "seatline-product-licences" });

export default ProductLicences;
