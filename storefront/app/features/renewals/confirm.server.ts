import { confirmRenewal, type SeenRenewal } from "../../server/api/renewals.server";
import { typedValues, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";
import { CONFIRM_RENEWAL } from "./fields";

/** What became of a confirmation: done, or what is said beside which subscription. */
export type Confirmed =
  | { ok: true; subscriptionId: string }
  | { ok: false; status: number; subscriptionId: string; message: string };

const NOTHING = "This form asks for nothing that can be done. Open the page again.";
const OUTCOMES = ["renew", "stop", "extend"] as const;

/** Carries out what a form of the renewals page asks for. An ended session is thrown on. */
export async function submitConfirmation(api: MedusaClient, form: FormData): Promise<Confirmed> {
  const values = typedValues(form);
  const subscriptionId = (values.subscription_id ?? "").slice(0, 200);
  const seen = values.intent === CONFIRM_RENEWAL ? readSeen(values) : null;
  if (seen === null || subscriptionId === "") {
    return { ok: false, status: 400, subscriptionId, message: NOTHING };
  }
  const confirmed = await withFieldProblems(
    {},
    () => "",
    () => confirmRenewal(api, subscriptionId, seen),
  );
  if (confirmed.ok) {
    return { ok: true, subscriptionId };
  }
  const { problems, status = 400 } = confirmed.failure;
  return { ok: false, status, subscriptionId, message: problems[0]?.message ?? NOTHING };
}

/** What the page had shown; null where a field is not what the page sends. */
function readSeen(values: Readonly<Record<string, string>>): SeenRenewal | null {
  const { term_last_on = "", next_quantity = "" } = values;
  const outcome = OUTCOMES.find((one) => one === values.outcome);
  if (outcome === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(term_last_on) || !/^\d{0,7}$/.test(next_quantity)) {
    return null;
  }
  return { term_last_on, outcome, next_quantity: next_quantity === "" ? null : Number(next_quantity) };
}
