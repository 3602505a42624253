import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminCustomer, DetailWidgetProps } from "@medusajs/framework/types";
import { useErasure } from "../components/customers/api";
import { PersonalDataPanel } from "../components/customers/personal-data-panel";
import { HostPanel } from "../components/host-panel";

/** What is kept of the person, on Medusa's page of the customer: giving it out, and erasing the person. */
const CustomerPersonalData = ({ data: { id } }: DetailWidgetProps<AdminCustomer>) => (
  <HostPanel read={useErasure(id)} title="Personal data" problem="What is kept of this person could not be read.">
    {(erasure) => <PersonalDataPanel customerId={id} erasure={erasure} />}
  </HostPanel>
);

export const config = defineWidgetConfig({ zone: "customer.details.after", id: "seatline-customer-personal-data" });

export default CustomerPersonalData;
