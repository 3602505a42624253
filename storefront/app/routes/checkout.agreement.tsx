import { Form, redirect, useNavigation } from "react-router";
import { Button } from "../components/ui/button";
import { ErrorSummary } from "../components/ui/error-summary";
import { CheckField, NO_MEMORY, TextField } from "../components/ui/field";
import { Card, Notice } from "../components/ui/layout";
import { Instant } from "../components/ui/values";
import { StepPage } from "../features/checkout/step-page";
import { submitAgreement } from "../features/company/agreement-form.server";
import { readAgreement } from "../server/api/company.server";
import { formFailure } from "../server/forms.server";
import { guardedStep } from "../server/guards.server";
import type { Route } from "./+types/checkout.agreement";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedStep({ context, url }, "agreement", async ({ company }, api) => ({
    agreement: await readAgreement(api),
    accepted: company?.agreement ?? null,
    person: {
      first_name: company?.first_name ?? "",
      last_name: company?.last_name ?? "",
      email: company?.email ?? "",
      phone: company?.phone ?? "",
    },
    companyName: company?.legal_name ?? "",
  }));
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedStep({ context, url }, "agreement", async (_state, api) => {
    const saved = await submitAgreement(api, form);
    return saved.ok ? redirect("/checkout/review") : formFailure(saved.failure);
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Microsoft Customer Agreement" }];

export default function AgreementStep({ loaderData, actionData }: Route.ComponentProps) {
  const { agreement, accepted, person, companyName } = loaderData;
  const memory = actionData ?? NO_MEMORY;
  const busy = useNavigation().state !== "idle";
  return (
    <StepPage
      step="agreement"
      title="Microsoft Customer Agreement"
      lead={`Microsoft asks every company to accept this agreement before its first order. Somebody who may sign for ${companyName} has to do it.`}
    >
      {accepted !== null && (
        <Notice tone="good" title="Accepted">
          {accepted.name ?? "Your company"} accepted the agreement on <Instant at={accepted.agreed_at} />. You can go
          on, or accept it anew below.
        </Notice>
      )}
      <Card>
        <Form method="post" className="grid gap-6" noValidate>
          <ErrorSummary memory={memory} />
          <p>
            <a className="link" href={agreement.link} target="_blank" rel="noreferrer">
              Read the Microsoft Customer Agreement
            </a>{" "}
            <span className="text-soft">Opens in a new tab.</span>
          </p>
          <input type="hidden" name="template_id" value={agreement.template_id} />
          <fieldset className="grid gap-5">
            <legend className="mb-4 text-lg font-semibold">Who accepts</legend>
            <div className="grid gap-5 sm:grid-cols-2">
              <TextField
                name="first_name"
                label="First name"
                autoComplete="given-name"
                defaultValue={person.first_name}
                memory={memory}
              />
              <TextField
                name="last_name"
                label="Last name"
                autoComplete="family-name"
                defaultValue={person.last_name}
                memory={memory}
              />
              <TextField
                name="email"
                label="Email"
                type="email"
                autoComplete="email"
                defaultValue={person.email}
                memory={memory}
              />
              <TextField
                name="phone"
                label="Phone"
                type="tel"
                autoComplete="tel"
                optional
                defaultValue={person.phone}
                memory={memory}
              />
            </div>
          </fieldset>
          <CheckField name="accepted" memory={memory}>
            {agreement.statement ?? `I have read the Microsoft Customer Agreement and accept it for ${companyName}.`}
          </CheckField>
          <p className="text-sm text-soft">
            We record your name, email, phone, the version and the time, and pass them to Microsoft as proof.
          </p>
          <div>
            <Button busy={busy}>Accept and continue</Button>
          </div>
        </Form>
      </Card>
    </StepPage>
  );
}
