import { data, redirect } from "react-router";
import { NO_MEMORY } from "../components/ui/field";
import { Card } from "../components/ui/layout";
import { StepPage } from "../features/checkout/step-page";
import { RelationshipNotice } from "../features/company/relationship-notice";
import { TenantForm } from "../features/company/tenant-form";
import { checkPrefix, submitTenant } from "../features/company/tenant-form.server";
import { TenantProof } from "../features/company/tenant-proof";
import { submitProof } from "../features/company/tenant-proof.server";
import { formFailure, withFieldProblems } from "../server/forms.server";
import { guardedStep } from "../server/guards.server";
import type { Route } from "./+types/checkout.tenant";

const NEW_TENANT_SUFFIX = ".onmicrosoft.com";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedStep({ context, url }, "tenant", async ({ company }) => {
    const tenant = company?.tenant ?? null;
    return {
      defaults: {
        kind: tenant?.kind ?? ("" as const),
        prefix: tenant?.kind === "new" ? tenant.domain.replace(NEW_TENANT_SUFFIX, "") : "",
        domain: tenant?.kind === "existing" ? tenant.domain : "",
      },
      unproven: tenant?.state === "unproven" ? { domain: tenant.domain, url: tenant.relationship_url } : null,
      relationship:
        tenant?.state === "pending_relationship" && tenant.relationship_url
          ? { domain: tenant.domain, url: tenant.relationship_url }
          : null,
    };
  });
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedStep({ context, url }, "tenant", async (_state, api) => {
    if (form.get("intent") === "check") {
      const prefix = String(form.get("prefix") ?? "");
      const values = { kind: "new", prefix };
      const asked = await withFieldProblems(
        values,
        (field) => field,
        () => checkPrefix(api, prefix),
      );
      return asked.ok ? data({ problems: [], values, check: asked.result }) : formFailure(asked.failure);
    }
    const proof = await submitProof(api, form);
    switch (proof?.outcome) {
      case "asked":
        return data({ problems: [], values: {}, asked: true });
      case "refused":
        return formFailure(proof.failure);
      case "proven":
        return redirect("/checkout/agreement");
    }
    const saved = await submitTenant(api, form);
    if (!saved.ok) {
      return formFailure(saved.failure);
    }
    return redirect(saved.result.tenant?.state === "unproven" ? "/checkout/tenant" : "/checkout/agreement");
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Your Microsoft tenant" }];

export default function TenantStep({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <StepPage
      step="tenant"
      title="Your Microsoft tenant"
      lead="The tenant is your company&rsquo;s own place at Microsoft: its users, its data, and the licences you buy."
    >
      {loaderData.unproven !== null && (
        <TenantProof
          {...loaderData.unproven}
          memory={actionData && "code" in actionData.values ? actionData : NO_MEMORY}
          asked={actionData !== undefined && "asked" in actionData}
        />
      )}
      {loaderData.relationship !== null && <RelationshipNotice {...loaderData.relationship} />}
      <Card>
        <TenantForm
          defaults={loaderData.defaults}
          memory={actionData && !("code" in actionData.values) ? actionData : NO_MEMORY}
          check={actionData && "check" in actionData ? actionData.check : null}
        />
      </Card>
    </StepPage>
  );
}
