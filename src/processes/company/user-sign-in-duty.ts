import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenter } from "../../connections/partner-center";
import { settingsOf } from "../../connections/settings";
import { isPartnerCenterError } from "../../integrations/partner-center";
import type { Settings } from "../../modules/settings";
import type { Duty } from "../ticker/duty";

const DAY_MS = 24 * 3_600_000;
const AFTER_FAILURE_MS = 10 * 60_000;

/** When each application of this process asks again, in milliseconds of its clock. */
const nextLooks = new WeakMap<Settings, number>();

/**
 * Signs in as the user who consented, each day: few calls need that, so in a quiet shop nobody else would find out that it
 * fails before a customer does, and a refresh token that nobody uses for 90 days dies.
 */
export const userSignInDuty: Duty = {
  name: "user-sign-in",
  limitMs: 60_000,
  async run(container, now) {
    const settings = settingsOf(container);
    if (now.getTime() < (nextLooks.get(settings) ?? 0)) {
      return { done: 0, nextDueAt: null };
    }
    const works = await signInWorks(container);
    nextLooks.set(settings, now.getTime() + (works ? DAY_MS : AFTER_FAILURE_MS));
    return { done: works ? 1 : 0, nextDueAt: null };
  },
};

/** What is wrong is heard of where every call to the vendor is heard. */
async function signInWorks(container: MedusaContainer): Promise<boolean> {
  try {
    await partnerCenter(container).getAgreementMetadata();
    return true;
  } catch (error) {
    if (!isPartnerCenterError(error)) {
      throw error;
    }
    return false;
  }
}
