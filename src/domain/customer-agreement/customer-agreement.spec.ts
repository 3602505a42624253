import { type AgreementFacts, type AttestationFacts, agreementStateOf, agreementWayOn, isReadyToOrder } from ".";

const TENANT = "5d1f0f9e-0000-4000-8000-000000000001";
const OTHER = "5d1f0f9e-0000-4000-8000-000000000002";
const AT = new Date("2026-02-01T10:00:00.000Z");

const NOTHING: AgreementFacts = {
  way: "attestation",
  vendorTenantId: TENANT,
  consent: null,
  attestations: [],
  reading: null,
};
const BEGUN: AttestationFacts = { acceptedAt: null, vendorTenantId: null, madeAt: null, readBackAt: null };
const ACCEPTED: AttestationFacts = { ...BEGUN, acceptedAt: AT };
const MADE: AttestationFacts = { ...ACCEPTED, vendorTenantId: TENANT, madeAt: AT };
const reading = (change: object) => ({ vendorTenantId: TENANT, isDirect: false, agreedOn: null, ...change });

describe("the way in which an agreement is accepted", () => {
  it.each([
    ["2026-01-04", "2026-01-05", "confirmation"],
    ["2026-01-05", "2026-01-05", "attestation"],
    ["2027-01-01", "2026-01-05", "attestation"],
    ["2027-01-01", null, "confirmation"],
  ])("on %s, with an end on %s, is by %s", (on, endsOn, way) => {
    expect(agreementWayOn(on, endsOn)).toBe(way);
  });
});

describe("how things stand with an agreement", () => {
  it.each<[string, Partial<AgreementFacts>, string]>([
    ["nothing", {}, "none"],
    ["a signatory that was named", { attestations: [BEGUN] }, "begun"],
    ["one who has accepted, beside another", { attestations: [BEGUN, ACCEPTED] }, "accepted"],
    ["an agreement that was made", { attestations: [BEGUN, MADE] }, "made"],
    ["one that was read back", { attestations: [{ ...MADE, readBackAt: AT }] }, "valid"],
    ["one that was made for another tenant", { attestations: [{ ...MADE, vendorTenantId: OTHER }] }, "none"],
    [
      "the vendor's word, in another case of letters",
      { reading: reading({ agreedOn: "2024-05-01", vendorTenantId: TENANT.toUpperCase() }) },
      "valid",
    ],
    [
      "the vendor's word on another tenant",
      { reading: reading({ agreedOn: "2024-05-01", vendorTenantId: OTHER }) },
      "none",
    ],
    ["an acceptance on the last day that does not count", { reading: reading({ agreedOn: "2023-03-31" }) }, "outdated"],
    ["one on the first day that does", { reading: reading({ agreedOn: "2023-04-01" }) }, "valid"],
    [
      "an old one, and a signatory for a new one",
      { reading: reading({ agreedOn: "2022-01-01" }), attestations: [BEGUN] },
      "begun",
    ],
    [
      "an old one, accepted anew",
      { reading: reading({ agreedOn: "2022-01-01" }), attestations: [ACCEPTED] },
      "accepted",
    ],
    ["an acceptance with the vendor, which has no date", { reading: reading({ isDirect: true }) }, "direct"],
    ["a tick that the vendor was told of", { consent: { agreedAt: AT, attestedAt: AT } }, "valid"],
    [
      "such a tick, and a vendor that has nothing",
      { consent: { agreedAt: AT, attestedAt: AT }, reading: reading({}) },
      "none",
    ],
    [
      "a tick of before the renewal",
      { consent: { agreedAt: new Date("2023-03-31T23:59:59Z"), attestedAt: AT } },
      "none",
    ],
    ["a tick that the vendor takes no more", { consent: { agreedAt: AT, attestedAt: null } }, "none"],
    [
      "the same tick while the vendor takes it",
      { way: "confirmation", consent: { agreedAt: AT, attestedAt: null } },
      "consented",
    ],
  ])("with %s", (_what, change, state) => {
    expect(agreementStateOf({ ...NOTHING, ...change })).toBe(state);
  });

  it("a card is asked for what the vendor has, and for an acceptance only while there is no tenant to make it for", () => {
    const states = [
      "not_needed",
      "none",
      "consented",
      "begun",
      "accepted",
      "made",
      "valid",
      "outdated",
      "direct",
    ] as const;
    const ready = (tenant: string | null) => states.filter((state) => isReadyToOrder(state, tenant));
    expect(ready(TENANT)).toEqual(["not_needed", "consented", "made", "valid", "direct"]);
    expect(ready(null)).toEqual(["not_needed", "consented", "accepted", "made", "valid", "direct"]);
  });
});
