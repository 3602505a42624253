import { z } from "zod";
import { proveTenant, wantTenantCode } from "../../server/api/company.server";
import { type FormFailure, parseForm, tooLong, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

const proofSchema = z.object({
  code: z.string({ error: "Enter the code." }).min(1, { error: "Enter the code." }).max(40, tooLong("code", 40)),
});

type ProofOutcome = { outcome: "proven" } | { outcome: "asked" } | { outcome: "refused"; failure: FormFailure };

/** Answers the form that proves a tenant; null when the form is another one. */
export async function submitProof(api: MedusaClient, form: FormData): Promise<ProofOutcome | null> {
  switch (form.get("intent")) {
    case "send-code":
      await wantTenantCode(api);
      return { outcome: "asked" };
    case "prove": {
      const parsed = parseForm(form, proofSchema);
      if (!parsed.ok) {
        return { outcome: "refused", failure: { problems: parsed.problems, values: parsed.values } };
      }
      const proven = await withFieldProblems(
        parsed.values,
        (field) => field,
        () => proveTenant(api, parsed.value.code),
      );
      return proven.ok ? { outcome: "proven" } : { outcome: "refused", failure: proven.failure };
    }
    default:
      return null;
  }
}
