import type { MedusaContainer } from "@medusajs/framework/types";
import { COMPANY_MODULE, type TaxToCorrect } from "../../../modules/company";
import type { Duty } from "../../ticker";
import { eachRow } from "../../ticker/each-row";
import { checkTaxId, countriesToAsk } from "./check-tax-id";
import { correctTaxed } from "./correct-taxed";

const NAME = "tax-id";
const COMPANIES_A_TURN = 20;

/**
 * Asks about VAT ids that nobody has asked about, or not for long, and corrects what was taxed before the answer. A
 * directory that does not answer at all ends the asking: the others would only wait for it as well.
 */
export const taxIdDuty: Duty = {
  name: NAME,
  limitMs: 300_000,
  async run(container: MedusaContainer, now: Date) {
    const { taxIdChecks } = container.resolve(COMPANY_MODULE);
    const countries = countriesToAsk(container);
    let done = 0;
    let isSilent = false;
    const ask = async (companyId: string) => {
      if (!isSilent) {
        isSilent = (await checkTaxId(container, companyId, now)) === "unavailable";
        done += 1;
      }
    };
    await eachRow(container, await taxIdChecks.due(now, countries, COMPANIES_A_TURN), ask, {
      duty: NAME,
      failed: "A VAT id could not be asked about",
      about: (companyId) => ({ company_id: companyId }),
    });
    const correct = async (what: TaxToCorrect) => {
      await correctTaxed(container, what, now);
      done += 1;
    };
    await eachRow(container, await taxIdChecks.toCorrect(now, COMPANIES_A_TURN), correct, {
      duty: NAME,
      failed: "What was taxed before a VAT id was known could not be corrected",
      about: ({ companyId }) => ({ company_id: companyId }),
    });
    return { done, nextDueAt: earlier(await taxIdChecks.nextDueAt(countries), await taxIdChecks.nextCorrectionAt()) };
  },
};

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) {
    return one ?? other;
  }
  return one < other ? one : other;
}
