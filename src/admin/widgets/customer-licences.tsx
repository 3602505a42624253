import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminCustomer, DetailWidgetProps } from "@medusajs/framework/types";
import { useCustomer } from "../components/customers/api";
import { CustomerPanel } from "../components/customers/customer-panel";
import { HostPanel } from "../components/host-panel";

/** What Seatline knows of the customer, on Medusa's page of it. */
const CustomerLicences = ({ data: { id } }: DetailWidgetProps<AdminCustomer>) => (
  <HostPanel read={useCustomer(id)} title="Licences" problem="The licences of this customer could not be read.">
    {(customer) => <CustomerPanel customer={customer} />}
  </HostPanel>
);

export const config = defineWidgetConfig({ zone: "customer.details.side.before", id: "seatline-customer-licences" });

export default CustomerLicences;
