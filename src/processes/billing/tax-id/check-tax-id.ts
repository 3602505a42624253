import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../../connections/settings";
import { vatDirectory } from "../../../connections/vat-directory";
import { localDateIn } from "../../../domain/calendar";
import {
  EU_VAT_AREA,
  hasRightCheckDigits,
  isClearlyAnother,
  isInEuVatArea,
  vatIdParts,
  vatPlaceOf,
} from "../../../domain/tax";
import type { VatIdAnswer } from "../../../integrations/vies";
import { COMPANY_MODULE, type Company, type TaxIdCheck } from "../../../modules/company";
import { logOf } from "../../../telemetry/log";
import { unclearSince } from "./unclear-since";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When an id is asked about again: ids are given back, and new ones come into the directory after some days. */
const AGAIN_AFTER_MS: Readonly<Record<TaxIdCheck["outcome"], number>> = {
  valid: 30 * DAY_MS,
  // The id will not change hands; a new name of the company is asked about at once.
  other_holder: 30 * DAY_MS,
  invalid: 7 * DAY_MS,
  member_state_down: 60 * MINUTE_MS,
  unavailable: 15 * MINUTE_MS,
};

/** What came of asking: the directory's word, or that there was nothing to ask it. */
export type TaxIdCheckOutcome = TaxIdCheck["outcome"] | "not_asked";

/**
 * Countries (ISO 3166-1, lower case) whose companies' VAT ids matter to the seller: the member states but its own, and
 * Monaco, which counts as France. None for a seller outside the EU.
 */
export function countriesToAsk(container: MedusaContainer): string[] {
  const { seller } = settingsOf(container);
  const home = seller.countryCode.toUpperCase();
  return isInEuVatArea(home)
    ? [...EU_VAT_AREA.countries, "MC"].filter((country) => country !== home).map((country) => country.toLowerCase())
    : [];
}

/**
 * Asks about a company's VAT id and keeps the answer. What cannot be an id of its country is found invalid without
 * asking anybody.
 * @throws MedusaError not_found
 */
export async function checkTaxId(container: MedusaContainer, companyId: string, now: Date): Promise<TaxIdCheckOutcome> {
  const companies = container.resolve(COMPANY_MODULE);
  const company = await companies.retrieve(companyId);
  const { taxId, address } = company;
  if (taxId === null || !countriesToAsk(container).includes(address.countryCode.toLowerCase())) {
    return "not_asked";
  }
  const about = { taxId, countryCode: address.countryCode, legalName: company.legalName, by: null, at: now } as const;
  const nothing = { reason: null, reference: null, holder: null } as const;
  const parts = partsOf(container, company, taxId, now);
  if (parts === null || !hasRightCheckDigits(parts)) {
    const reason = parts === null ? "It has not the form of that country's VAT ids." : "Its check digits are wrong.";
    const check = { ...about, ...nothing, outcome: "invalid", how: "form", reason } as const;
    await companies.taxIdChecks.record(companyId, { check, nextAt: null, correctSince: null });
    return "invalid";
  }
  const { seller } = settingsOf(container);
  const answer = await vatDirectory(container).ask(parts, vatIdParts(seller.countryCode.toUpperCase(), seller.taxId));
  const outcome = await outcomeFor(container, { ...company, taxId }, answer);
  const next = new Date(now.getTime() + AGAIN_AFTER_MS[outcome]);
  await companies.taxIdChecks.record(companyId, {
    check: { ...about, ...nothing, ...answer, outcome, how: "directory" },
    nextAt: next,
    correctSince: outcome === "valid" ? await unclearSince(container, company) : null,
  });
  return outcome;
}

/**
 * An id that is valid takes the tax away from its holder, and from nobody else. Where the member state names the holder,
 * and it is clearly another company, a person has to accept that first.
 */
async function outcomeFor(
  container: MedusaContainer,
  { id, legalName, taxId }: Company & { readonly taxId: string },
  answer: VatIdAnswer,
): Promise<TaxIdCheck["outcome"]> {
  if (answer.outcome !== "valid" || answer.holder === null || !isClearlyAnother(legalName, answer.holder)) {
    return answer.outcome;
  }
  const { taxIdChecks } = container.resolve(COMPANY_MODULE);
  const isAccepted = await taxIdChecks.isAccepted(id, { taxId, holder: answer.holder, legalName });
  return isAccepted ? "valid" : "other_holder";
}

/**
 * Asks at once after a company has told its VAT id, for as long as a customer waits: what is not known by then the duty
 * finds out. Never throws.
 */
export async function checkTaxIdSoon(container: MedusaContainer, companyId: string, now: Date): Promise<void> {
  try {
    await checkTaxId(container, companyId, now);
  } catch (error) {
    logOf(container).error("Asking about a VAT id failed", { error });
  }
}

function partsOf(container: MedusaContainer, { address }: Company, taxId: string, now: Date) {
  const { seller } = settingsOf(container);
  const { country } = vatPlaceOf(address, localDateIn(now, seller.timeZone));
  return vatIdParts(country ?? address.countryCode.toUpperCase(), taxId);
}
