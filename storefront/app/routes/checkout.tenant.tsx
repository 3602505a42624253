import { data, redirect } from "react-router";
import { NO_MEMORY } from "../components/ui/field";
import { Card } from "../components/ui/layout";
import { StepPage } from "../features/checkout/step-page";
import { RelationshipNotice } from "../features/company/relationship-notice";
import { TenantForm } from "../features/company/tenant-form";
import { checkPrefix, submitTenant } from "../features/company/tenant-form.server";
import { formFailure } from "../server/forms.server";
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
      relationship:
        tenant?.kind === "existing" && tenant.state !== "linked" && tenant.relationship_url
          ? { domain: tenant.domain, url: tenant.relationship_url }
          : null,
    };
  });
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedStep({ context, url }, "tenant", async (_state, api) => {
    if (form.get("intent") === "check") {
      const check = await checkPrefix(api, String(form.get("prefix") ?? ""));
      return data({ problems: [], values: { kind: "new", prefix: check.prefix }, check });
    }
    const saved = await submitTenant(api, form);
    return saved.ok ? redirect("/checkout/agreement") : formFailure(saved.failure);
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
      {loaderData.relationship !== null && <RelationshipNotice {...loaderData.relationship} />}
      <Card>
        <TenantForm
          defaults={loaderData.defaults}
          memory={actionData ?? NO_MEMORY}
          check={actionData && "check" in actionData ? actionData.check : null}
        />
      </Card>
    </StepPage>
  );
}
