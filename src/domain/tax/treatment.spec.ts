import { EU_VAT_AREA, isInEuVatArea, isPlausibleVatId, taxTreatment } from "./index";

const party = (countryCode: string, taxId: string | null = null) => ({ countryCode, taxId });

describe("taxTreatment", () => {
  it.each([
    ["in one country", party("DE"), party("DE", "DE123456789"), "standard", null, "same_country"],
    ["in one country, whatever the case", party("de"), party("DE"), "standard", null, "same_country"],
    ["in one country outside the EU", party("US"), party("US"), "standard", null, "same_country"],
    [
      "in the EU with a VAT id",
      party("NL"),
      party("DE", "DE123456789"),
      "reverse_charge",
      "reverse_charge",
      "eu_business_with_vat_id",
    ],
    [
      "in the EU with a VAT id in other words",
      party("NL"),
      party("de", "de 123.456-789"),
      "reverse_charge",
      "reverse_charge",
      "eu_business_with_vat_id",
    ],
    [
      "in Greece with a Greek VAT id",
      party("NL"),
      party("GR", "EL123456789"),
      "reverse_charge",
      "reverse_charge",
      "eu_business_with_vat_id",
    ],
    [
      "in Greece with the ISO code on it",
      party("NL"),
      party("GR", "GR123456789"),
      "standard",
      null,
      "eu_buyer_without_vat_id",
    ],
    ["in the EU without a VAT id", party("NL"), party("DE"), "standard", null, "eu_buyer_without_vat_id"],
    ["in the EU with a blank one", party("NL"), party("DE", " "), "standard", null, "eu_buyer_without_vat_id"],
    [
      "in the EU with another country's",
      party("NL"),
      party("DE", "FR12345678901"),
      "standard",
      null,
      "eu_buyer_without_vat_id",
    ],
    ["in the EU with a wrong one", party("NL"), party("DE", "DE12345678"), "standard", null, "eu_buyer_without_vat_id"],
    ["outside the EU", party("NL"), party("US"), "export", "export", "buyer_outside_eu"],
    ["in the United Kingdom", party("NL"), party("GB", "GB123456789"), "export", "export", "buyer_outside_eu"],
    [
      "in Northern Ireland, as services see it",
      party("NL"),
      party("XI", "XI123456789"),
      "export",
      "export",
      "buyer_outside_eu",
    ],
    ["in the EU, of a seller outside", party("US"), party("DE", "DE123456789"), "standard", null, "seller_outside_eu"],
    ["elsewhere, of a seller outside", party("US"), party("CA"), "standard", null, "seller_outside_eu"],
  ])("for a buyer %s", (_, seller, buyer, treatment, note, reason) => {
    expect(taxTreatment({ seller, buyer })).toEqual({ treatment, note, reason });
  });

  it("does not count a consumer's VAT id", () => {
    const buyer = party("DE", "DE123456789");
    expect(taxTreatment({ seller: party("NL"), buyer: { ...buyer, isBusiness: false } }).treatment).toBe("standard");
    expect(taxTreatment({ seller: party("NL"), buyer: { ...buyer, isBusiness: true } }).treatment).toBe(
      "reverse_charge",
    );
  });
});

describe("the EU's VAT area", () => {
  it("has 27 countries", () => {
    expect(Object.keys(EU_VAT_AREA.countries)).toHaveLength(27);
    expect(EU_VAT_AREA.since).toBe("2021-01-01");
    expect(["GR", "IE", "HR"].map(isInEuVatArea)).toEqual([true, true, true]);
    expect(["GB", "XI", "CH", "NO", "EL", "AX", "toString", ""].map(isInEuVatArea)).not.toContain(true);
  });

  it.each([
    ["AT", ["ATU12345678"], ["AT12345678", "ATU1234567"]],
    ["BE", ["BE0123456789", "BE1234567890"], ["BE2123456789", "BE123456789"]],
    ["BG", ["BG123456789", "BG1234567890"], ["BG12345678", "BG12345678901"]],
    ["CY", ["CY12345678X"], ["CY123456789"]],
    ["CZ", ["CZ12345678", "CZ1234567890"], ["CZ1234567", "CZ12345678901"]],
    ["DE", ["DE123456789"], ["DE12345678", "DE1234567890"]],
    ["DK", ["DK12345678"], ["DK1234567"]],
    ["EE", ["EE123456789"], ["EE12345678"]],
    ["ES", ["ESX1234567X", "ESX12345678", "ES12345678X"], ["ES123456789", "ESXX234567X"]],
    ["FI", ["FI12345678"], ["FI123456789"]],
    ["FR", ["FR12345678901", "FRXX345678901", "FR1X345678901"], ["FRIO345678901", "FR1234567890"]],
    ["GR", ["EL123456789"], ["GR123456789", "EL12345678"]],
    ["HR", ["HR12345678901"], ["HR1234567890"]],
    ["HU", ["HU12345678"], ["HU123456789"]],
    ["IE", ["IE1X23456L", "IE1234567L", "IE1234567WI", "IE1+23456L", "IE1*23456L"], ["IE12345678", "IEX234567L"]],
    ["IT", ["IT12345678901"], ["IT1234567890"]],
    ["LT", ["LT123456789", "LT123456789012"], ["LT1234567890", "LT12345678901"]],
    ["LU", ["LU12345678"], ["LU123456789"]],
    ["LV", ["LV12345678901"], ["LV123456789"]],
    ["MT", ["MT12345678"], ["MT1234567"]],
    ["NL", ["NL123456789B01"], ["NL123456789A01", "NL123456789B1"]],
    ["PL", ["PL1234567890"], ["PL123456789"]],
    ["PT", ["PT123456789"], ["PT12345678"]],
    ["RO", ["RO12", "RO1234567890"], ["RO1", "RO12345678901"]],
    ["SE", ["SE123456789001"], ["SE1234567890"]],
    ["SI", ["SI12345678"], ["SI123456789"]],
    ["SK", ["SK1234567890"], ["SK123456789"]],
  ])("knows the VAT ids of %s", (country, plausible, wrong) => {
    expect(plausible.filter((id) => !isPlausibleVatId(country, id))).toEqual([]);
    expect(wrong.filter((id) => isPlausibleVatId(country, id))).toEqual([]);
    const foreign = plausible.map((id) => `ZZ${id.slice(2)}`);
    expect(foreign.filter((id) => isPlausibleVatId(country, id))).toEqual([]);
    expect(plausible.filter((id) => isPlausibleVatId(country, id.slice(2)))).toEqual([]);
  });

  it("does not mind blanks, points, hyphens and small letters", () => {
    expect(isPlausibleVatId("NL", " nl 1234.567-89 b01 ")).toBe(true);
  });

  it("knows none of other countries", () => {
    expect(isPlausibleVatId("GB", "GB123456789")).toBe(false);
    expect(isPlausibleVatId("constructor", "GB123456789")).toBe(false);
  });
});
