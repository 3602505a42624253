import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { BILLING_MODULE } from "../../../src/modules/billing";
import BillingModuleService from "../../../src/modules/billing/service";
import { CLOCK_MODULE } from "../../../src/modules/clock";
import { COMPANY_MODULE } from "../../../src/modules/company";
import CompanyService from "../../../src/modules/company/service";
import { SETTINGS_MODULE } from "../../../src/modules/settings";
import { SUBSCRIPTION_MODULE } from "../../../src/modules/subscription";
import SubscriptionModuleService from "../../../src/modules/subscription/service";
import { testSettings } from "../../support/settings";
import { PLACES } from "./seed";

/** The product's own modules on the database; only the tax regions, which Medusa keeps, are made up. */
export function benchContainer(db: Knex): MedusaContainer {
  const given = { [ContainerRegistrationKeys.PG_CONNECTION]: db };
  const services: Record<string, unknown> = {
    [SETTINGS_MODULE]: testSettings(),
    [CLOCK_MODULE]: { now: () => new Date() },
    [BILLING_MODULE]: new BillingModuleService(given),
    [SUBSCRIPTION_MODULE]: new SubscriptionModuleService(given),
    [COMPANY_MODULE]: new CompanyService(given),
    [Modules.TAX]: taxModule,
    [ContainerRegistrationKeys.LOGGER]: { ...console, info: () => undefined },
  };
  return {
    resolve: (key: string) => {
      if (!(key in services)) {
        throw new Error(`The benchmark's container has no "${key}".`);
      }
      return services[key];
    },
  } as unknown as MedusaContainer;
}

type Address = { readonly country_code: string; readonly province_code?: string };

const taxModule = {
  listTaxRegions: async ({ country_code }: Address) =>
    PLACES.some(({ country }) => country === country_code) ? [{ id: country_code, province_code: null }] : [],
  getTaxLines: async (_items: unknown, { address }: { address: Address }) =>
    PLACES.filter(
      ({ country, province }) =>
        country === address.country_code &&
        (province === null || `${country}-${province}`.toLowerCase() === address.province_code),
    ).map(({ ratePercent }) => ({ code: "tax", name: "Sales tax", rate: Number(ratePercent) })),
};
