import { type PostAttestationBody, postAgreement, postAttestation } from "../../../../src/api/store/csp/validators";
import { acceptAgreement, beginAttestation } from "../../server/api/company.server";
import { type FieldWords, problemsOf, typedValues, withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

const tick = "Tick the box to accept the agreement. Microsoft requires it before an order.";

const WORDS: Readonly<Record<string, FieldWords>> = {
  template_id: { name: "agreement", missing: "Open this page again to see the agreement in force." },
  first_name: { name: "first name", missing: "Enter the first name of the person who agrees." },
  last_name: { name: "last name", missing: "Enter the last name of the person who agrees." },
  email: { name: "email", missing: "Enter the email address of the person who agrees." },
  language: {
    name: "language",
    missing: "Choose the language of the agreement.",
    wrong: "Choose one of the languages.",
  },
  phone: { name: "phone number", wrong: "Enter a phone number such as +1 425 555 0100, or leave it out." },
  accepted: { name: "box", missing: tick, wrong: tick },
};

/** Records who accepts which version of the Microsoft Customer Agreement. */
export async function submitAgreement(api: MedusaClient, form: FormData) {
  const values = typedValues(form);
  const text = (name: string) => values[name] ?? "";
  const body = {
    template_id: text("template_id"),
    first_name: text("first_name"),
    last_name: text("last_name"),
    email: text("email"),
    phone: text("phone"),
  };
  const problems = problemsOf(
    postAgreement,
    { ...body, accepted: text("accepted") === "yes" },
    { values, words: WORDS },
  );
  if (problems.length > 0) {
    return { ok: false as const, failure: { problems, values } };
  }
  return withFieldProblems(
    values,
    (field) => field,
    () => acceptAgreement(api, { ...body, accepted: true }),
  );
}

/** Names the person who accepts the agreement on Microsoft's own page. */
export async function submitSignatory(api: MedusaClient, form: FormData) {
  const values = typedValues(form);
  const text = (name: string) => values[name] ?? "";
  const body = {
    first_name: text("first_name"),
    last_name: text("last_name"),
    email: text("email"),
    phone: text("phone"),
    language: text("language"),
  };
  const problems = problemsOf(postAttestation, body, { values, words: WORDS });
  if (problems.length > 0) {
    return { ok: false as const, failure: { problems, values } };
  }
  return withFieldProblems(
    values,
    (field) => (field in body ? field : ""),
    () => beginAttestation(api, body as PostAttestationBody),
  );
}

/** Languages by their names in English. */
export function languagesByName(codes: readonly string[]): { value: string; label: string }[] {
  const names = new Intl.DisplayNames("en", { type: "language" });
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
}

/** A country's name in English. */
export const countryByName = (code: string): string =>
  new Intl.DisplayNames("en", { type: "region" }).of(code.toUpperCase()) ?? code;
