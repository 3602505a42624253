import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types";
import { HostPanel } from "../components/host-panel";
import { useOrder } from "../components/orders/api";
import { OrderPanel } from "../components/orders/order-panel";

/** What Seatline knows of the order, on Medusa's page of it. */
const OrderLicences = ({ data: { id, status } }: DetailWidgetProps<AdminOrder>) => (
  <HostPanel read={useOrder(id)} title="Licences" problem="The licences of this order could not be read.">
    {(order) => <OrderPanel order={order} cancelled={status === "canceled"} />}
  </HostPanel>
);

export const config = defineWidgetConfig({ zone: "order.details.side.before", id: "seatline-order-licences" });

export default OrderLicences;
