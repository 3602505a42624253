import { redirect } from "react-router";
import { readCheckout } from "../../server/api/checkouts.server";
import { chooseTenant, type TenantInput } from "../../server/api/company.server";
import { withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

const NEW_TENANT_SUFFIX = ".onmicrosoft.com";

/** Chooses the tenant again that an order waits for; one that exists is proven on the company's page. */
export async function chooseWantedTenant(api: MedusaClient, checkoutId: string) {
  return withFieldProblems(
    {},
    () => "",
    async () => {
      const wanted = (await readCheckout(api, checkoutId)).waits?.wants_tenant ?? null;
      if (wanted === null) {
        return redirect(`/orders/${encodeURIComponent(checkoutId)}`);
      }
      const company = await chooseTenant(api, choiceOf(wanted));
      const isProven = company.tenant?.state !== "unproven";
      return redirect(isProven ? `/orders/${encodeURIComponent(checkoutId)}` : "/account/company");
    },
  );
}

function choiceOf({ kind, domain }: { readonly kind: "new" | "existing"; readonly domain: string }): TenantInput {
  return kind === "new" ? { kind, prefix: domain.replace(NEW_TENANT_SUFFIX, "") } : { kind, domain };
}
