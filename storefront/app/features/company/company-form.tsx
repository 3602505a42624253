import { Form, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import { type FormMemory, SelectField, TextField } from "../../components/ui/field";
import { AddressFields } from "./address-fields";
import type { Countries } from "./countries.server";

type CompanyFormProps = {
  defaults: Readonly<Record<string, string>>;
  countries: Countries;
  /** Whom a company elsewhere can write to. */
  sellerEmail: string;
  memory: FormMemory;
  submitLabel: string;
};

/** The company, its billing address and the person we write to. */
export function CompanyForm({ defaults, countries, sellerEmail, memory, submitLabel }: CompanyFormProps) {
  const busy = useNavigation().state !== "idle";
  const field = (name: string) => ({ name, memory, defaultValue: defaults[name] ?? "" });
  return (
    <Form method="post" className="grid gap-8" noValidate>
      <ErrorSummary memory={memory} />
      <fieldset className="grid gap-5">
        <legend className="mb-4 text-lg font-semibold">Company</legend>
        <TextField {...field("legal_name")} label="Legal name" autoComplete="organization" />
        <TextField
          {...field("tax_id")}
          label="Tax ID"
          optional
          hint="Printed on your invoices. In the EU your VAT ID, which we verify."
          autoComplete="off"
        />
      </fieldset>
      <fieldset className="grid gap-5">
        <legend className="mb-4 text-lg font-semibold">Billing address</legend>
        <SelectField
          {...field("country_code")}
          label="Country"
          options={countries.open}
          closed={{ label: "Not yet: tax is not set up", options: countries.closed }}
          hint={
            <>
              Is your country not among those that can be chosen? We have not set up tax for it yet; write to{" "}
              <a className="link" href={`mailto:${sellerEmail}`}>
                {sellerEmail}
              </a>
              .
            </>
          }
          autoComplete="country"
        />
        <AddressFields defaults={defaults} memory={memory} />
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
