import type { Company } from "../../../src/modules/company";

type Link = { domain: string; vendorTenantId: string; sealedFirstSignIn?: string };

/** The company module's part in provisioning, in memory. */
export class CompanyBook {
  private readonly companies = new Map<string, Company>();
  readonly sealed = new Map<string, string>();
  readonly attested = new Map<string, Date>();

  clear(): void {
    this.companies.clear();
    this.sealed.clear();
    this.attested.clear();
  }

  add(company: Company): Company {
    this.companies.set(company.id, company);
    return company;
  }

  has(id: string): boolean {
    return this.companies.has(id);
  }

  async retrieve(id: string): Promise<Company> {
    const company = this.companies.get(id);
    if (!company) {
      throw new Error(`Company ${id} was not found.`);
    }
    return company;
  }

  async listLinkedTenants(): Promise<{ companyId: string; vendorTenantId: string }[]> {
    return [...this.companies.values()].flatMap(({ id, tenant }) =>
      tenant?.state === "linked" && tenant.vendorTenantId !== null
        ? [{ companyId: id, vendorTenantId: tenant.vendorTenantId }]
        : [],
    );
  }

  async linkTenant(id: string, link: Link): Promise<boolean> {
    const company = await this.retrieve(id);
    if (!company.tenant) {
      throw new Error("The company has chosen no tenant.");
    }
    this.add({ ...company, tenant: { ...company.tenant, state: "linked", vendorTenantId: link.vendorTenantId } });
    if (link.sealedFirstSignIn && !this.sealed.has(id)) {
      this.sealed.set(id, link.sealedFirstSignIn);
    }
    return true;
  }

  async recordAgreementAttested(id: string, at: Date): Promise<void> {
    if (!this.attested.has(id)) {
      this.attested.set(id, at);
    }
  }
}

/** A company that has chosen a new tenant and accepted the agreement, ready to order. */
export function aCompany(id: string, change: Partial<Company> = {}): Company {
  return {
    id,
    legalName: "Birch & Lane LLC",
    taxId: null,
    taxIdCheck: null,
    email: "office@birchlane.example",
    phone: "+12065550111",
    firstName: "Ada",
    lastName: "Lane",
    address: {
      line1: "1 Microsoft Way",
      line2: null,
      city: "Redmond",
      province: "WA",
      postalCode: "98052",
      countryCode: "us",
    },
    tenant: {
      kind: "new",
      domain: `${id.replaceAll("_", "")}.onmicrosoft.com`,
      state: "chosen",
      vendorTenantId: null,
      relationshipUrl: null,
    },
    firstSignInWaits: false,
    agreement: {
      templateId: "117a77b0-9360-443b-8795-c6dedc750cf9",
      firstName: "Ada",
      lastName: "Lane",
      email: "office@birchlane.example",
      phone: null,
      agreedAt: new Date("2026-01-15T09:30:00.000Z"),
      attestedAt: null,
    },
    ...change,
  };
}
