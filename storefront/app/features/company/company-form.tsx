import { Form, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import { type FormMemory, SelectField, TextField } from "../../components/ui/field";

type CompanyFormProps = {
  defaults: Readonly<Record<string, string>>;
  countries: readonly { value: string; label: string }[];
  memory: FormMemory;
  submitLabel: string;
};

/** The company, its billing address and the person we write to. */
export function CompanyForm({ defaults, countries, memory, submitLabel }: CompanyFormProps) {
  const busy = useNavigation().state !== "idle";
  const field = (name: string) => ({ name, memory, defaultValue: defaults[name] ?? "" });
  return (
    <Form method="post" className="grid gap-8" noValidate>
      <ErrorSummary memory={memory} />
      <fieldset className="grid gap-5">
        <legend className="mb-4 text-lg font-semibold">Company</legend>
        <TextField {...field("legal_name")} label="Legal name" autoComplete="organization" />
        <TextField {...field("tax_id")} label="Tax ID" optional hint="Printed on your invoices." autoComplete="off" />
      </fieldset>
      <fieldset className="grid gap-5">
        <legend className="mb-4 text-lg font-semibold">Billing address</legend>
        <SelectField {...field("country_code")} label="Country" options={countries} autoComplete="country" />
        <TextField {...field("line1")} label="Street and number" autoComplete="address-line1" />
        <TextField {...field("line2")} label="Address, second line" optional autoComplete="address-line2" />
        <div className="grid gap-5 sm:grid-cols-[2fr_1fr_1fr]">
          <TextField {...field("city")} label="City" autoComplete="address-level2" />
          <TextField {...field("province")} label="State" required={false} autoComplete="address-level1" />
          <TextField {...field("postal_code")} label="Postal code" autoComplete="postal-code" />
        </div>
      </fieldset>
      <fieldset className="grid gap-5">
        <legend className="mb-4 text-lg font-semibold">Contact</legend>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField {...field("first_name")} label="First name" autoComplete="given-name" />
          <TextField {...field("last_name")} label="Last name" autoComplete="family-name" />
          <TextField
            {...field("email")}
            label="Billing email"
            type="email"
            autoComplete="email"
            hint="Invoices and notices go here."
          />
          <TextField {...field("phone")} label="Phone" type="tel" autoComplete="tel" />
        </div>
      </fieldset>
      <div>
        <Button busy={busy}>{submitLabel}</Button>
      </div>
    </Form>
  );
}
