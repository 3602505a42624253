import type { MedusaClient } from "../../server/medusa.server";
import { submitCompany } from "./company-form.server";

const TYPED = {
  legal_name: "Fabrikam, Inc.",
  tax_id: "",
  email: "billing@fabrikam.example",
  phone: "+1 206 555 0123",
  first_name: "Ada",
  last_name: "Byron",
  line1: "1 Pike Place",
  line2: "",
  city: "Seattle",
  province: "WA",
  postal_code: "98101",
  country_code: "us",
};

/** What stands beside the form; nothing is sent to the API that it would refuse. */
async function problemsOf(typed: Partial<typeof TYPED>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...TYPED, ...typed })) {
    form.set(name, value);
  }
  const submitted = await submitCompany({} as MedusaClient, form, false);
  return submitted.ok ? [] : submitted.failure.problems;
}

it.each<[Partial<typeof TYPED>, string, RegExp]>([
  [{ legal_name: "LLC" }, "legal_name", /^Legal name must be the full legal name, such as "Contoso LLC": .+\.$/],
  [{ legal_name: "\u200b\u200b" }, "legal_name", /^Legal name must be the company's legal name\.$/],
  [{ legal_name: "" }, "legal_name", /^Enter the company's legal name\.$/],
  [{ first_name: "n".repeat(45) }, "first_name", /^First name must be at most 40 characters: .+\.$/],
  [{ email: "ada@microsoft.com" }, "email", /^Email must be an address of your own company: .+\.$/],
  [{ email: "ada" }, "email", /^Email must be a mail address, such as name@example\.com\.$/],
  [{ phone: "(((((((((" }, "phone", /^Enter a phone number such as /],
  [
    { postal_code: "8033", country_code: "de", province: "" },
    "postal_code",
    /^Postal code must be .+ such as 10115\.$/,
  ],
  [
    { country_code: "hu", province: "", postal_code: "1011" },
    "tax_id",
    /^Tax ID must be the company's registration number/,
  ],
])("a company's form with %j says so beside %s, without asking the API", async (typed, field, words) => {
  const problems = await problemsOf(typed);
  expect(problems.map((problem) => problem.field)).toEqual([field]);
  expect(problems[0]?.message).toMatch(words);
});
