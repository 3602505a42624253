import type { AgreementConsent, CompanyProfile, CompanyTenant } from "../../src/modules/company";
import { createPurchaseDatabase, type PurchaseDatabase } from "../support/purchase/database";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const LATER = new Date("2026-03-15T11:00:00.000Z");
const PROFILE: CompanyProfile = {
  legalName: "Fabrikam, Inc.",
  taxId: null,
  email: "billing@fabrikam.example",
  phone: "+1 206 555 0100",
  firstName: "Ada",
  lastName: "Byron",
  address: {
    line1: "1 Pike Place",
    line2: null,
    city: "Seattle",
    province: "WA",
    postalCode: "98101",
    countryCode: "us",
  },
};
const TENANT: CompanyTenant = {
  kind: "new",
  domain: "fabrikam.onmicrosoft.com",
  state: "chosen",
  vendorTenantId: null,
  relationshipUrl: null,
};
const CONSENT: AgreementConsent = {
  templateId: "template-1",
  agreementType: "MicrosoftCustomerAgreement",
  link: "https://example.com/mca",
  textHash: "abc",
  firstName: "Ada",
  lastName: "Byron",
  email: "ada@fabrikam.example",
  phone: null,
  customerId: "cus_1",
  ip: "198.51.100.7",
  userAgent: "browser",
  agreedAt: NOW,
};

describe("company module", () => {
  let database: PurchaseDatabase;
  beforeAll(async () => {
    database = await createPurchaseDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.clear());

  async function company(customerId = "cus_1") {
    const result = await database.companies.create(customerId, PROFILE, NOW);
    return result.company;
  }

  it("creates a company with its owner and reads it whole", async () => {
    const { id } = await company();
    await database.companies.chooseTenant(id, TENANT, NOW, "cus_1");
    await database.companies.recordConsent(id, CONSENT);
    const found = await database.companies.retrieveForCustomer("cus_1");
    expect(found).toMatchObject({ id, ...PROFILE, tenant: TENANT });
    expect(found?.agreement).toMatchObject({ templateId: "template-1", agreedAt: NOW, attestedAt: null });
    expect(await database.companies.listMembers(id)).toEqual([{ customerId: "cus_1", role: "owner" }]);
    expect(await database.companies.retrieveForCustomer("cus_2")).toBeNull();
  });

  it("gives a customer one company, also when two requests come at once", async () => {
    const results = await Promise.all([1, 2, 3].map(() => database.companies.create("cus_1", PROFILE, NOW)));
    expect(results.map((result) => result.outcome).sort()).toEqual(["created", "exists", "exists"]);
    expect(new Set(results.map((result) => result.company.id)).size).toBe(1);
    expect(await database.db("csp_company").count("* as count").first()).toEqual({ count: "1" });
  });

  it("reserves a new domain for one company only", async () => {
    const [first, second] = [await company("cus_1"), await company("cus_2")];
    expect(await database.companies.chooseTenant(first.id, TENANT, NOW, "cus_1")).toEqual({ outcome: "saved" });
    expect(await database.companies.chooseTenant(second.id, TENANT, NOW, "cus_1")).toEqual({ outcome: "domain_taken" });
    expect(await database.companies.isDomainReserved("FABRIKAM.onmicrosoft.com", second.id)).toBe(true);
    expect(await database.companies.isDomainReserved(TENANT.domain, first.id)).toBe(false);
  });

  it("lets the choice change until the new tenant exists", async () => {
    const { id } = await company();
    await database.companies.chooseTenant(id, TENANT, NOW, "cus_1");
    const other = { ...TENANT, domain: "fabrikam2.onmicrosoft.com" };
    expect(await database.companies.chooseTenant(id, other, LATER, "cus_1")).toEqual({ outcome: "saved" });
    await database.companies.linkTenant(id, { domain: other.domain, vendorTenantId: "tenant-9", linkedAt: LATER });
    expect(await database.companies.chooseTenant(id, TENANT, LATER, "cus_1")).toMatchObject({
      outcome: "locked",
      tenant: { domain: other.domain, vendorTenantId: "tenant-9" },
    });
  });

  it("links the tenant that was asked for, and none that the company names or has proven besides", async () => {
    const { id } = await company();
    await database.companies.chooseTenant(id, TENANT, NOW, "cus_1");
    const stale = { domain: "fabrikam2.onmicrosoft.com", vendorTenantId: "tenant-8", linkedAt: LATER };
    expect(await database.companies.linkTenant(id, stale)).toBe(false);
    expect((await database.companies.retrieve(id)).tenant).toMatchObject({ state: "chosen", vendorTenantId: null });
    const own = { ...stale, domain: TENANT.domain.toUpperCase(), vendorTenantId: "tenant-9" };
    expect(await database.companies.linkTenant(id, own)).toBe(true);
    expect(await database.companies.linkTenant(id, { ...own, vendorTenantId: "TENANT-9" })).toBe(true);
    expect(await database.companies.linkTenant(id, { ...own, vendorTenantId: "tenant-8" })).toBe(false);
    expect((await database.companies.retrieve(id)).tenant).toMatchObject({ state: "linked" });
  });

  it("hands the first sign-in out once, and never again after a repeated link", async () => {
    const { domain } = TENANT;
    const { id } = await company();
    await database.companies.chooseTenant(id, TENANT, NOW, "cus_1");
    await database.companies.linkTenant(id, {
      domain,
      vendorTenantId: "tenant-9",
      sealedFirstSignIn: "sealed",
      linkedAt: NOW,
    });
    await database.companies.linkTenant(id, { domain, vendorTenantId: "tenant-9", linkedAt: LATER });
    const waits = async () => (await database.companies.retrieve(id)).firstSignInWaits;
    expect(await waits()).toBe(true);
    const taken = await Promise.all([1, 2, 3].map(() => database.companies.takeFirstSignIn(id, LATER, "cus_1")));
    expect(taken.filter((sealed) => sealed !== null)).toEqual(["sealed"]);
    expect(await waits()).toBe(false);
    await database.companies.linkTenant(id, {
      domain,
      vendorTenantId: "tenant-9",
      sealedFirstSignIn: "sealed",
      linkedAt: LATER,
    });
    expect(await database.companies.takeFirstSignIn(id, LATER, "cus_1")).toBeNull();
  });

  it("keeps every consent and attests the newest once", async () => {
    const { id } = await company();
    await database.companies.recordConsent(id, CONSENT);
    await database.companies.recordConsent(id, { ...CONSENT, templateId: "template-2", agreedAt: LATER });
    await database.companies.recordAgreementAttested(id, LATER);
    await database.companies.recordAgreementAttested(id, new Date("2026-03-16T00:00:00.000Z"));
    const { agreement } = await database.companies.retrieve(id);
    expect(agreement).toMatchObject({ templateId: "template-2", attestedAt: LATER });
    expect(await database.db("csp_agreement_consent").count("* as count").first()).toEqual({ count: "2" });
  });

  it("replaces the profile and refuses an unknown company", async () => {
    const { id } = await company();
    const moved = { ...PROFILE, taxId: "91-1", address: { ...PROFILE.address, city: "Tacoma" } };
    expect(await database.companies.update(id, moved, LATER)).toMatchObject(moved);
    await expect(database.companies.retrieve("cspcom_none")).rejects.toMatchObject({ type: "not_found" });
  });

  describe("a claim to a tenant that exists", () => {
    const CLAIMED: CompanyTenant = { ...TENANT, kind: "existing", domain: "fabrikam.example", state: "unproven" };
    const proofOf = (claimId: string, domain = CLAIMED.domain) =>
      ({
        domain,
        by: "approval",
        vendorTenantId: "tenant-9",
        isOurs: true,
        actor: "user_1",
        note: null,
        claimId,
      }) as const;
    const claimed = async (customerId = "cus_1") => {
      const { id } = await company(customerId);
      await database.companies.chooseTenant(id, CLAIMED, NOW, customerId);
      const claim = await database.companies.claimOf(id);
      return { id, claimId: claim?.id ?? "" };
    };
    const acts = async (id: string) =>
      (await database.db("csp_company_journal").where({ object_id: id }).select("action")).map(({ action }) => action);
    const standing = async (id: string) => ({
      tenant: (await database.companies.retrieve(id)).tenant?.state,
      claim: (await database.companies.claimOf(id))?.state,
      decisions: (await acts(id)).filter((action) => action.endsWith("_claim")),
    });

    it.each(["approval", "code"] as const)("is not proven by %s once it was rejected", async (by) => {
      const { id, claimId } = await claimed();
      await database.companies.rejectClaim(claimId, "user_2", null, NOW);
      const late = await database.companies.proveTenant(id, { ...proofOf(claimId), by }, LATER);
      expect(late).toEqual({ outcome: "decided" });
      expect(await standing(id)).toEqual({ tenant: "unproven", claim: "rejected", decisions: ["reject_claim"] });
      expect(await database.companies.claimOf(id)).toMatchObject({ decidedBy: "user_2" });
    });

    it("is decided once by two who decide at once, with the company's tenant and the journal", async () => {
      for (const turn of [1, 2, 3, 4, 5, 6]) {
        await database.clear();
        const { id, claimId } = await claimed();
        const approve = () => database.companies.proveTenant(id, proofOf(claimId), LATER);
        const reject = () => database.companies.rejectClaim(claimId, "user_2", null, LATER);
        const both = turn % 2 === 0 ? [approve(), reject()] : [reject(), approve()];
        await Promise.all(both);
        const ends = await standing(id);
        const isRejected = ends.claim === "rejected";
        expect({ turn, ends }).toEqual({
          turn,
          ends: isRejected
            ? { tenant: "unproven", claim: "rejected", decisions: ["reject_claim"] }
            : { tenant: "linked", claim: "approved", decisions: ["approve_claim"] },
        });
      }
    });

    it("is another claim when the company names another tenant: the one that was seen is decided, or none", async () => {
      const { id, claimId } = await claimed();
      const other = { ...CLAIMED, domain: "contoso.example" };
      await database.companies.chooseTenant(id, other, LATER, "cus_1");
      expect(await database.companies.rejectClaim(claimId, "user_2", null, LATER)).toBeNull();
      expect(await database.companies.proveTenant(id, proofOf(claimId), LATER)).toEqual({ outcome: "changed" });
      expect(await database.companies.claimOf(id)).toMatchObject({ domain: other.domain, state: "open" });
      expect(await database.companies.findClaim(claimId)).toBeNull();
    });

    it("is looked at anew for another tenant: a code for the one before is not kept for it", async () => {
      const { id } = await claimed();
      const lease = await database.companies.leaseClaim(NOW);
      await database.companies.chooseTenant(id, { ...CLAIMED, domain: "contoso.example" }, LATER, "cus_1");
      const code = { hash: "h", expiresAt: new Date("2026-03-16T00:00:00.000Z"), vendorTenantId: "tenant-9" };
      expect(lease && (await database.companies.keepCode(lease, code, LATER))).toBeNull();
      expect(await database.companies.leaseClaim(LATER)).toMatchObject({ domain: "contoso.example" });
    });

    describe("has codes sent for it", () => {
      const code = { hash: "h", expiresAt: new Date("2026-03-17T00:00:00.000Z"), vendorTenantId: "tenant-9" };
      /** Asks for a code, and has it sent if it may be. */
      const send = async (id: string, now: Date) => {
        await database.companies.wantCode(id, now);
        const lease = await database.companies.leaseClaim(now);
        const number = lease && (await database.companies.keepCode(lease, code, now));
        if (lease !== null) {
          await database.companies.releaseClaim(lease, null);
        }
        return number;
      };
      const minutes = (count: number) => new Date(LATER.getTime() + count * 120_000);
      const sendAll = async (id: string, from: number) => {
        const numbers = [];
        for (let nth = 0; nth < 6; nth += 1) {
          numbers.push(await send(id, minutes(from + nth)));
        }
        return numbers;
      };

      it.each([
        ["a new tenant, and then this one again", { kind: "new" as const, state: "chosen" as const }],
        ["another one that exists, and then this one again", {}],
      ])("five a day, also when the company names %s", async (_what, part) => {
        const { id } = await claimed();
        expect(await sendAll(id, 0)).toEqual([1, 2, 3, 4, 5, null]);
        const other = { ...CLAIMED, ...part, domain: "contoso.onmicrosoft.com" };
        await database.companies.chooseTenant(id, other, minutes(10), "cus_1");
        await database.companies.chooseTenant(id, CLAIMED, minutes(11), "cus_1");
        expect(await sendAll(id, 12)).toEqual([null, null, null, null, null, null]);
        const nextDay = new Date(LATER.getTime() + 25 * 3_600_000);
        expect(await send(id, nextDay)).toBe(1);
      });

      it("ten a day to one tenant, whoever asks and goes on to another", async () => {
        let sent = 0;
        for (const nth of [1, 2, 3]) {
          const { id } = await claimed(`cus_${nth}`);
          sent += (await sendAll(id, nth * 10)).filter((number) => number !== null).length;
          const other = { ...CLAIMED, domain: `contoso${nth}.example` };
          await database.companies.chooseTenant(id, other, minutes(nth * 10 + 8), `cus_${nth}`);
          await database.db("csp_tenant_claim").update({ look_at: null });
        }
        expect(sent).toBe(10);
      });
    });

    it("stays open when its tenant is another company's", async () => {
      const first = await claimed("cus_1");
      const second = await claimed("cus_2");
      await database.companies.proveTenant(first.id, proofOf(first.claimId), NOW);
      expect(await database.companies.proveTenant(second.id, proofOf(second.claimId), LATER)).toEqual({
        outcome: "held",
      });
      expect(await standing(second.id)).toMatchObject({ tenant: "unproven", claim: "open" });
    });

    it("and a choice at the same time wait for each other, and neither fails", async () => {
      for (const turn of [1, 2, 3, 4]) {
        await database.clear();
        const { id, claimId } = await claimed();
        const other = { ...CLAIMED, domain: `contoso${turn}.example` };
        const ends = await Promise.allSettled([
          database.companies.proveTenant(id, proofOf(claimId), LATER),
          database.companies.chooseTenant(id, other, LATER, "cus_1"),
          database.companies.proveTenant(id, proofOf(claimId), LATER),
        ]);
        expect({ turn, ends: ends.map(({ status }) => status) }).toEqual({
          turn,
          ends: ["fulfilled", "fulfilled", "fulfilled"],
        });
      }
    });
  });

  describe("erases a person", () => {
    const BY = { actor: "user_1", now: LATER };
    const nothing = async () => undefined;
    const ada = { customerId: "cus_1", email: "ada@fabrikam.example" };
    const grace = { customerId: "cus_2", email: "grace@fabrikam.example" };
    const join = (companyId: string, customerId: string) =>
      database
        .db("csp_company_member")
        .insert({ company_id: companyId, customer_id: customerId, role: "owner", created_at: NOW });

    it("and the last one's contact with them, in one line of the journal, and a second time nothing", async () => {
      const { id } = await company();
      const forgotten = await database.companies.forgetPerson(ada, BY, nothing);
      expect(forgotten).toEqual({ companyId: id, addresses: [ada.email, PROFILE.email] });
      expect(await database.companies.forgetPerson(ada, BY, nothing)).toEqual(forgotten);
      expect(await database.companies.retrieve(id)).toMatchObject({ firstName: "erased", phone: "erased" });
      const lines = await database.db("csp_company_journal").where({ object_id: "cus_1" }).select("actor", "action");
      expect(lines).toEqual([{ actor: "user_1", action: "erase_person" }]);
      await database.companies.finishErasure("cus_1");
      expect((await database.companies.forgetPerson(ada, BY, nothing)).addresses).toEqual([]);
    });

    it.each([
      ["erased", () => database.companies.forgetPerson(ada, BY, nothing)],
      ["taken out", () => database.companies.leave(ada.customerId, async () => true)],
    ])(
      "and frees the name that nobody acts for any more, in the same commit, when the last one is %s",
      async (_how, go) => {
        const { id } = await company();
        await database.companies.chooseTenant(id, TENANT, NOW, "cus_1");
        const { id: other } = await company("cus_9");
        expect(await database.companies.isDomainReserved(TENANT.domain, other)).toBe(true);
        await go();
        expect(await database.companies.isDomainReserved(TENANT.domain, other)).toBe(false);
      },
    );

    it.each([
      ["a colleague still acts for it", (id: string) => join(id, "cus_2"), "chosen"],
      [
        "it exists at the vendor",
        (id: string) => database.companies.linkTenant(id, { domain: TENANT.domain, vendorTenantId: "tenant-9" }),
        "linked",
      ],
    ])("and keeps the tenant when %s", async (_why, happens, state) => {
      const { id } = await company();
      await database.companies.chooseTenant(id, TENANT, NOW, "cus_1");
      await happens(id);
      await database.companies.forgetPerson(ada, BY, nothing);
      expect((await database.companies.retrieve(id)).tenant).toMatchObject({ state });
    });

    it("and takes the last of two that are erased at once for the last one", async () => {
      for (const turn of [1, 2, 3]) {
        await database.clear();
        const { id } = await company();
        await join(id, "cus_2");
        const asked: string[] = [];
        const refuse = async (_trx: unknown, companyId: string) => {
          asked.push(companyId);
          throw new Error("is needed");
        };
        const ends = await Promise.allSettled([
          database.companies.forgetPerson(ada, BY, refuse),
          database.companies.forgetPerson(grace, BY, refuse),
        ]);
        expect({ turn, ends: ends.map(({ status }) => status).sort() }).toEqual({
          turn,
          ends: ["fulfilled", "rejected"],
        });
        expect(asked).toEqual([id]);
        expect(await database.companies.listMembers(id)).toHaveLength(1);
      }
    });

    it("or lets the act that came first end, and sees it", async () => {
      const { id } = await company();
      let seen = 0;
      let erased: Promise<unknown> = Promise.resolve();
      await database.companies.asMember(id, "cus_1", async (trx) => {
        erased = database.companies.forgetPerson(ada, BY, async (own) => {
          seen = Number((await own("csp_agreement_consent").count("* as n").first())?.n);
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
        await trx("csp_agreement_consent").insert({
          id: "cspagr_1",
          company_id: id,
          template_id: "t",
          agreement_type: "a",
          link: "l",
          text_hash: "h",
          first_name: "Ada",
          last_name: "Byron",
          email: ada.email,
          customer_id: "cus_1",
          agreed_at: NOW,
        });
      });
      await erased;
      expect(seen).toBe(1);
    });

    it("who acts for no company any more, whatever they still try", async () => {
      const { id } = await company();
      await database.companies.forgetPerson(ada, BY, nothing);
      await expect(database.companies.create("cus_1", PROFILE, LATER)).rejects.toThrow("This account was erased");
      const late = database.companies.recordConsent(id, CONSENT);
      await expect(late).rejects.toMatchObject({ type: "not_allowed" });
      await expect(database.companies.asMember(id, "cus_1", nothing)).rejects.toThrow("any more");
    });

    it("who is just about to make a company: one of the two is first", async () => {
      for (const turn of [1, 2, 3, 4]) {
        await database.clear();
        const made = database.companies.create("cus_1", PROFILE, NOW).then(
          () => true,
          () => false,
        );
        const [wasMade] = await Promise.all([made, database.companies.forgetPerson(ada, BY, nothing)]);
        const contacts = await database.db("csp_company").select("email");
        expect({ turn, contacts }).toEqual({ turn, contacts: wasMade ? [{ email: "erased@erased.invalid" }] : [] });
      }
    });

    it("and puts a colleague in the place of the contact", async () => {
      const { id } = await company();
      await join(id, "cus_2");
      await database.companies.forgetPerson({ ...ada, email: PROFILE.email }, BY, nothing);
      const contact = { email: grace.email, firstName: "Grace", lastName: "Hopper" };
      await database.companies.replaceContact(id, PROFILE.email, contact);
      expect(await database.companies.retrieve(id)).toMatchObject({ ...contact, phone: PROFILE.phone });
      await database.companies.replaceContact(id, "somebody@else.example", { ...contact, firstName: "No" });
      expect(await database.companies.retrieve(id)).toMatchObject(contact);
    });
  });
});
