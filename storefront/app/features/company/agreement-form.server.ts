import { z } from "zod";
import { acceptAgreement } from "../../server/api/company.server";
import { parseForm, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

const required = (message: string) =>
  z.string({ error: message }).min(1, { error: message }).max(50, { error: "Use at most 50 characters." });

const schema = z.object({
  template_id: z.string().min(1),
  first_name: required("Enter the first name of the person who agrees."),
  last_name: required("Enter the last name of the person who agrees."),
  email: z
    .string({ error: "Enter the email address of the person who agrees." })
    .pipe(z.email({ error: "Enter an email address such as name@company.com." })),
  phone: z
    .string()
    .regex(/^(\+?[0-9 ()./-]{5,25})?$/, { error: "Enter a phone number such as +1 425 555 0100, or leave it out." })
    .optional(),
  accepted: z.literal("yes", { error: "Tick the box to accept the agreement. Microsoft requires it before an order." }),
});

/** Records who accepts which version of the Microsoft Customer Agreement. */
export async function submitAgreement(api: MedusaClient, form: FormData) {
  const parsed = parseForm(form, schema);
  if (!parsed.ok) {
    return { ok: false as const, failure: { problems: parsed.problems, values: parsed.values } };
  }
  const { phone, ...person } = parsed.value;
  return withFieldProblems(
    parsed.values,
    (field) => field,
    () => acceptAgreement(api, { ...person, ...(phone ? { phone } : {}), accepted: true }),
  );
}
