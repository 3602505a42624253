import { z } from "zod";
import { checkDomain, chooseTenant, type TenantInput } from "../../server/api/company.server";
import { type FormFailure, parseForm, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

const prefixSchema = z
  .string({ error: "Enter the name you would like." })
  .toLowerCase()
  .regex(/^[a-z0-9]{1,27}$/, { error: "Use 1 to 27 letters and digits, without spaces, dots or hyphens." });

const domainSchema = z
  .string({ error: "Enter your tenant's domain." })
  .toLowerCase()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
    error: "Enter a domain such as contoso.onmicrosoft.com or contoso.com.",
  });

const kindSchema = z.object({
  kind: z.enum(["new", "existing"], { error: "Choose whether your company has a Microsoft tenant already." }),
});

/** Whether a name for a new tenant is still free, in words for the page. */
export type DomainCheck = Readonly<{ prefix: string; state: "free" | "taken" | "invalid"; message: string }>;

/** Checks the form of a name, and asks the vendor whether it is free. */
export async function checkPrefix(api: MedusaClient, text: string): Promise<DomainCheck> {
  const prefix = prefixSchema.safeParse(text.trim());
  if (!prefix.success) {
    return { prefix: text, state: "invalid", message: prefix.error.issues[0]?.message ?? "" };
  }
  const { domain, available } = await checkDomain(api, prefix.data);
  return available
    ? { prefix: prefix.data, state: "free", message: `${domain} is free.` }
    : { prefix: prefix.data, state: "taken", message: `${domain} is taken. Please choose another name.` };
}

/** Saves the chosen tenant. A new one's name is checked by the vendor first. */
export async function submitTenant(api: MedusaClient, form: FormData) {
  const kind = parseForm(form, kindSchema);
  if (!kind.ok) {
    return { ok: false as const, failure: { problems: kind.problems, values: kind.values } };
  }
  const field = kind.value.kind === "new" ? "prefix" : "domain";
  const typed = (kind.values[field] ?? "").trim();
  const refuse = (message: string): { ok: false; failure: FormFailure } => ({
    ok: false,
    failure: { problems: [{ field, message }], values: kind.values },
  });
  const parsed = (field === "prefix" ? prefixSchema : domainSchema).safeParse(typed);
  if (!parsed.success) {
    return refuse(parsed.error.issues[0]?.message ?? "Please check this.");
  }
  if (field === "prefix") {
    const check = await checkPrefix(api, parsed.data);
    if (check.state !== "free") {
      return refuse(check.message);
    }
  }
  const input: TenantInput =
    field === "prefix" ? { kind: "new", prefix: parsed.data } : { kind: "existing", domain: parsed.data };
  return withFieldProblems(
    kind.values,
    (name) => (name === "prefix" || name === "domain" ? name : field),
    () => chooseTenant(api, input),
  );
}
