import { newCustomer } from "./customers/create";
import type { Customer } from "./state";
import type { World } from "./world";

function existingTenant(domain: string, companyName: string, relationship: Customer["relationship"], now: Date) {
  return newCustomer(
    {
      domain,
      companyName,
      relationship,
      email: `office@${domain}`,
      address: {
        firstName: "Robin",
        lastName: "Field",
        addressLine1: "1 Market Street",
        city: "San Francisco",
        state: "CA",
        postalCode: "94105",
        country: "US",
        phoneNumber: "4155550100",
      },
    },
    now,
  );
}

/** Two tenants that exist already: one has accepted this partner as its reseller, the other has not. */
export function seed(world: World): void {
  const now = world.clock.now();
  world.state.refreshTokens[world.credentials.refreshToken] = { lastUsedAt: now.toISOString() };
  const tenants = [
    existingTenant("existingcompany.onmicrosoft.com", "Existing Company", "reseller", now),
    existingTenant("unlinkedcompany.onmicrosoft.com", "Unlinked Company", "none", now),
  ];
  for (const tenant of tenants) {
    world.state.customers[tenant.id] = tenant;
  }
}
