import { z } from "zod";
import { checkDomain, chooseTenant, type TenantInput } from "../../server/api/company.server";
import { explain, type FormFailure, parseForm, withFieldProblems } from "../../server/forms.server";
import { ApiError, type MedusaClient } from "../../server/medusa.server";

const kindSchema = z.object({
  kind: z.enum(["new", "existing"], { error: "Choose whether your company has a Microsoft tenant already." }),
});

/** Whether a name for a new tenant is still free, in words for the page. */
export type DomainCheck = Readonly<{ prefix: string; state: "free" | "taken" | "invalid"; message: string }>;

/**
 * Asks whether a name is free. What a name may look like only the API knows; its refusal is an answer here.
 * @throws ApiError when the session has ended; BackendUnavailableError
 */
export async function checkPrefix(api: MedusaClient, text: string): Promise<DomainCheck> {
  const prefix = text.trim();
  try {
    const { domain, available } = await checkDomain(api, prefix);
    return available
      ? { prefix, state: "free", message: `${domain} is free.` }
      : { prefix, state: "taken", message: `${domain} is taken. Please choose another name.` };
  } catch (error) {
    if (error instanceof ApiError && error.status !== 401) {
      return { prefix, state: "invalid", message: explain(error) };
    }
    throw error;
  }
}

/** Saves the chosen tenant; the API checks its name and asks the vendor. */
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
  if (typed === "") {
    return refuse(field === "prefix" ? "Enter the name you would like." : "Enter your tenant's domain.");
  }
  const input: TenantInput = field === "prefix" ? { kind: "new", prefix: typed } : { kind: "existing", domain: typed };
  return withFieldProblems(
    kind.values,
    (name) => (name === "prefix" || name === "domain" ? name : field),
    () => chooseTenant(api, input),
  );
}
