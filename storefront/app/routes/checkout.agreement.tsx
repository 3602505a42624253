import { data, redirect } from "react-router";
import { NO_MEMORY } from "../components/ui/field";
import { Notice } from "../components/ui/layout";
import { Instant } from "../components/ui/values";
import { StepPage } from "../features/checkout/step-page";
import {
  countryByName,
  languagesByName,
  submitAgreement,
  submitSignatory,
} from "../features/company/agreement-form.server";
import { Attestation, CHECK } from "../features/company/attestation";
import { ConsentForm } from "../features/company/consent-form";
import { BEGIN } from "../features/company/signatory-form";
import { usePolling } from "../features/orders/use-polling";
import { checkAgreement, lookAtAgreement, readAgreement } from "../server/api/company.server";
import { formFailure, withFieldProblems } from "../server/forms.server";
import { guardedStep } from "../server/guards.server";
import type { Route } from "./+types/checkout.agreement";

const POLL_SECONDS = 5;

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedStep({ context, url }, "agreement", async ({ company }, api) => {
    const about = {
      person: {
        first_name: company?.first_name ?? "",
        last_name: company?.last_name ?? "",
        email: company?.email ?? "",
        phone: company?.phone ?? "",
      },
      companyName: company?.legal_name ?? "",
    };
    const ticked = company?.agreement.way === "attestation" ? null : await readAgreement(api);
    if (ticked !== null) {
      return { way: "confirmation" as const, ...about, ticked, accepted: company?.agreement ?? null };
    }
    const own = await lookAtAgreement(api);
    const languages = languagesByName(own.languages);
    return { way: "attestation" as const, ...about, own, languages, country: countryByName(own.country_code) };
  });
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedStep({ context, url }, "agreement", async (_state, api) => {
    switch (form.get("intent")) {
      case CHECK: {
        const checked = await withFieldProblems(
          {},
          () => "",
          () => checkAgreement(api, true),
        );
        if (!checked.ok) {
          return formFailure(checked.failure);
        }
        return checked.result.is_ready ? redirect("/checkout/review") : data({ ...NO_MEMORY, checked: true });
      }
      case BEGIN: {
        const begun = await submitSignatory(api, form);
        return begun.ok ? redirect("/checkout/agreement") : formFailure(begun.failure);
      }
      default: {
        const saved = await submitAgreement(api, form);
        return saved.ok ? redirect("/checkout/review") : formFailure(saved.failure);
      }
    }
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Microsoft Customer Agreement" }];

export default function AgreementStep({ loaderData, actionData }: Route.ComponentProps) {
  const { companyName, person } = loaderData;
  const checked = actionData !== undefined && "checked" in actionData;
  const memory = actionData === undefined || checked ? NO_MEMORY : actionData;
  const waits = loaderData.way === "attestation" && loaderData.own.attestation !== null && !loaderData.own.is_ready;
  usePolling(waits, POLL_SECONDS);
  return (
    <StepPage
      step="agreement"
      title="Microsoft Customer Agreement"
      lead={`Microsoft asks every company to accept this agreement before its first order. Somebody who may sign for ${companyName} has to do it.`}
    >
      {loaderData.way === "attestation" ? (
        <Attestation
          agreement={loaderData.own}
          person={person}
          country={loaderData.country}
          languages={loaderData.languages}
          memory={memory}
          checked={checked}
        />
      ) : (
        <>
          {loaderData.accepted?.is_ready && (
            <Notice tone="good" title="Accepted">
              {loaderData.accepted.name ?? "Your company"} accepted the agreement
              {loaderData.accepted.agreed_at !== null && (
                <>
                  {" "}
                  on <Instant at={loaderData.accepted.agreed_at} />
                </>
              )}
              . You can go on, or accept it anew below.
            </Notice>
          )}
          <ConsentForm agreement={loaderData.ticked} person={person} companyName={companyName} memory={memory} />
        </>
      )}
    </StepPage>
  );
}
