/**
 * A process that carries orders out as the running application does, until it is killed: its own ticker, its own
 * connection and vendor client. Arguments: database, vendor, the instant its clock starts at, and the companies.
 */
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils";
import { registerVendor } from "../../../src/connections/vendors";
import {
  createPartnerCenter,
  createPartnerCenterAdapter,
  partnerCenterVendor,
} from "../../../src/integrations/partner-center";
import { CLOCK_MODULE } from "../../../src/modules/clock";
import { COMPANY_MODULE } from "../../../src/modules/company";
import { PROVISIONING_MODULE, ProvisioningModuleService } from "../../../src/modules/provisioning";
import { SETTINGS_MODULE } from "../../../src/modules/settings";
import { SUBSCRIPTION_MODULE, SubscriptionModuleService } from "../../../src/modules/subscription";
import { provisioningDuty } from "../../../src/processes/provisioning/duties";
import { Ticker } from "../../../src/processes/ticker/ticker";
import { settingsWithTick } from "../settings";
import { aCompany, CompanyBook } from "./companies";

const [database = "", vendor = "", startsAt = "", ...companyIds] = process.argv.slice(2);

const from = Date.parse(startsAt) - performance.now();
const now = () => new Date(from + performance.now());
const companies = new CompanyBook();
for (const id of companyIds) {
  companies.add(aCompany(id));
}
const db = ModulesSdkUtils.createPgConnection({ clientUrl: database, schema: "public" });
const connection = { [ContainerRegistrationKeys.PG_CONNECTION]: db };
const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
const never = () => () => {};
/** Each order as it was paid: nobody cancels one here. */
const standing = async ({ filters: { id } }: { filters: { id: string } }) => ({
  data: [
    {
      id,
      display_id: 7,
      email: "office@birchlane.example",
      customer_id: "cus_1",
      canceled_at: null,
      metadata: {},
      items: [],
      payment_collections: [{ id: `paycol_${id}`, status: "authorized" }],
    },
  ],
});
const services: Record<string, unknown> = {
  [ContainerRegistrationKeys.QUERY]: { graph: standing },
  [SETTINGS_MODULE]: settingsWithTick(db),
  [CLOCK_MODULE]: { now, onMoved: never, onStopping: never, assertRight: async () => undefined },
  [PROVISIONING_MODULE]: new ProvisioningModuleService(connection),
  [SUBSCRIPTION_MODULE]: new SubscriptionModuleService(connection),
  [COMPANY_MODULE]: companies,
  [ContainerRegistrationKeys.LOGGER]: quiet,
};
const container = { resolve: (key: string) => services[key] } as unknown as MedusaContainer;
const client = createPartnerCenter(
  {
    apiBase: vendor,
    loginBase: vendor,
    tenantId: process.env.PARTNER_CENTER_TENANT_ID ?? "",
    clientId: process.env.PARTNER_CENTER_CLIENT_ID ?? "",
    clientSecret: process.env.PARTNER_CENTER_CLIENT_SECRET ?? "",
  },
  { refreshTokens: { load: async () => process.env.PARTNER_CENTER_REFRESH_TOKEN ?? "", save: async () => {} }, now },
);
registerVendor(partnerCenterVendor, () => createPartnerCenterAdapter(client, []));

new Ticker(container, [provisioningDuty]).start();
process.stdout.write("started\n");
// The ticker's own timers do not keep a process alive; in the application the server does.
setInterval(() => undefined, 60_000);
