import { redirect } from "react-router";
import { NO_MEMORY } from "../components/ui/field";
import { Card } from "../components/ui/layout";
import { StepPage } from "../features/checkout/step-page";
import { CompanyForm } from "../features/company/company-form";
import { companyDefaults, submitCompany } from "../features/company/company-form.server";
import { countriesOf } from "../features/company/countries.server";
import { readShop } from "../server/api/shop.server";
import { formFailure } from "../server/forms.server";
import { guardedStep } from "../server/guards.server";
import type { Route } from "./+types/checkout.company";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedStep({ context, url }, "company", async ({ company }, api, session) => {
    const shop = await readShop(api);
    return {
      defaults: companyDefaults(company, session.data.customer, shop.market),
      countries: countriesOf(shop.countries),
      seller: shop.seller,
    };
  });
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedStep({ context, url }, "company", async ({ company }, api) => {
    const saved = await submitCompany(api, form, company !== null);
    return saved.ok ? redirect("/checkout/tenant") : formFailure(saved.failure);
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Your company" }];

export default function CompanyStep({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <StepPage step="company" title="Your company" lead="The company that buys the licences and gets the invoices.">
      <Card>
        <CompanyForm
          defaults={loaderData.defaults}
          countries={loaderData.countries}
          sellerEmail={loaderData.seller.support_email}
          memory={actionData ?? NO_MEMORY}
          submitLabel="Save and continue"
        />
      </Card>
    </StepPage>
  );
}
