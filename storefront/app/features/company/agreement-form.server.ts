import { z } from "zod";
import { acceptAgreement } from "../../server/api/company.server";
import { parseForm, tooLong, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

const name = (field: string) => {
  const error = `Enter the ${field} of the person who agrees.`;
  return z
    .string({ error })
    .min(1, { error })
    .max(50, { error: tooLong(field, 50) });
};

const schema = z.object({
  template_id: z.string().min(1),
  first_name: name("first name"),
  last_name: name("last name"),
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
