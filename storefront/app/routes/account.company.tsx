import { data } from "react-router";
import { ButtonLink } from "../components/ui/button";
import { NO_MEMORY } from "../components/ui/field";
import { Card, Fact, Facts, Notice, PageTitle } from "../components/ui/layout";
import { Instant } from "../components/ui/values";
import { CompanyForm } from "../features/company/company-form";
import { companyDefaults, submitCompany } from "../features/company/company-form.server";
import { countriesOf } from "../features/company/countries.server";
import { RelationshipNotice } from "../features/company/relationship-notice";
import { TaxIdNotice } from "../features/company/tax-id-notice";
import { TenantProof } from "../features/company/tenant-proof";
import { submitProof } from "../features/company/tenant-proof.server";
import { readCompany } from "../server/api/company.server";
import { readShop } from "../server/api/shop.server";
import { formFailure } from "../server/forms.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.company";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api, session) => {
    const [company, shop] = await Promise.all([readCompany(api), readShop(api)]);
    return {
      company,
      defaults: companyDefaults(company, session.data.customer, shop.market),
      countries: countriesOf(shop.countries),
      seller: shop.seller,
    };
  });
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedCustomer({ context, url }, async (api) => {
    const proof = await submitProof(api, form);
    switch (proof?.outcome) {
      case "asked":
        return data({ problems: [], values: {}, asked: true });
      case "refused":
        return formFailure(proof.failure);
      case "proven":
        return data({ problems: [], values: {}, proven: true });
    }
    const company = await readCompany(api);
    const saved = await submitCompany(api, form, company !== null);
    return saved.ok ? data({ problems: [], values: {}, saved: true }) : formFailure(saved.failure);
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Company" }];

export default function CompanyPage({ loaderData, actionData }: Route.ComponentProps) {
  const { company } = loaderData;
  const tenant = company?.tenant ?? null;
  return (
    <div className="grid gap-6">
      <PageTitle title="Company" />
      {actionData && "saved" in actionData && (
        <Notice tone="good" title="Saved" live>
          Your next invoice shows these details.
        </Notice>
      )}
      <TaxIdNotice company={company} />
      {tenant !== null && (
        <Card title="Microsoft tenant">
          <Facts>
            <Fact name="Domain">{tenant.domain}</Fact>
            {company?.agreement.is_ready && (
              <Fact name="Customer Agreement">
                accepted{company.agreement.name ? ` by ${company.agreement.name}` : ""}
                {company.agreement.agreed_at !== null && (
                  <>
                    , <Instant at={company.agreement.agreed_at} />
                  </>
                )}
              </Fact>
            )}
            {company?.card && (
              <Fact name="Card for monthly charges">
                {company.card.label}, valid to {String(company.card.exp_month).padStart(2, "0")}/{company.card.exp_year}
              </Fact>
            )}
          </Facts>
          {tenant.kind === "new" && (
            <div className="mt-5">
              <ButtonLink to="/account/first-sign-in" look="quiet">
                First sign-in of the tenant
              </ButtonLink>
            </div>
          )}
        </Card>
      )}
      {actionData && "proven" in actionData && (
        <Notice tone="good" title="The code is right" live>
          The tenant is yours: you can order licences for it.
        </Notice>
      )}
      {tenant?.state === "unproven" && (
        <TenantProof
          domain={tenant.domain}
          url={tenant.relationship_url}
          memory={actionData && "code" in actionData.values ? actionData : NO_MEMORY}
          asked={actionData !== undefined && "asked" in actionData}
        />
      )}
      {tenant?.state === "pending_relationship" && tenant.relationship_url && (
        <RelationshipNotice domain={tenant.domain} url={tenant.relationship_url} />
      )}
      <Card>
        <CompanyForm
          defaults={loaderData.defaults}
          countries={loaderData.countries}
          sellerEmail={loaderData.seller.support_email}
          memory={actionData && !("code" in actionData.values) ? actionData : NO_MEMORY}
          submitLabel="Save"
        />
      </Card>
    </div>
  );
}
