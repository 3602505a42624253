import type { MedusaResponse } from "@medusajs/framework/http";
import type { MedusaContainer } from "@medusajs/framework/types";
import { COMPANY_MODULE } from "../../modules/company";
import { companyData, personalData } from "../../reads/personal-data";

/** Sends everything kept about a person, and about the company the person acts for, as a file of JSON; journals to whom. */
export async function sendPersonalData(
  container: MedusaContainer,
  res: MedusaResponse,
  { customerId, actor, now }: { readonly customerId: string; readonly actor: string; readonly now: Date },
): Promise<void> {
  const companies = container.resolve(COMPANY_MODULE);
  const company = await companies.retrieveForCustomer(customerId);
  // Before it is sent: what was given out is never without its line.
  await companies.recordDataGivenOut(customerId, { actor, now });
  const data = {
    made_at: now.toISOString(),
    person: await personalData(container, customerId),
    company: company && (await companyData(container, company.id)),
  };
  res.setHeader("content-type", "application/json; charset=utf-8");
  res.setHeader("content-disposition", `attachment; filename="personal-data-${now.toISOString().slice(0, 10)}.json"`);
  res.setHeader("cache-control", "no-store");
  res.send(`${JSON.stringify(data, null, 2)}\n`);
}
