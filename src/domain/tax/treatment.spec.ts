import {
  EU_VAT_AREA,
  hasRightCheckDigits,
  isInEuVatArea,
  isPlausibleVatId,
  taxTreatment,
  vatIdParts,
  vatPlaceOf,
} from "./index";
import { VAT_TERRITORIES } from "./territories";

const ON = "2026-11-29";

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
      "outside_vat_area",
      "buyer_outside_eu",
    ],
    ["in the EU, of a seller outside", party("US"), party("DE", "DE123456789"), "standard", null, "seller_outside_eu"],
    ["elsewhere, of a seller outside", party("US"), party("CA"), "standard", null, "seller_outside_eu"],
  ])("for a buyer %s", (_, seller, buyer, treatment, note, reason) => {
    const country = buyer.countryCode === "XI" ? "GB" : buyer.countryCode.toUpperCase();
    expect(taxTreatment({ seller, buyer: { ...buyer, taxIdVerified: true }, on: ON })).toEqual({
      treatment,
      note,
      reason,
      country,
    });
  });

  it("does not count a consumer's VAT id", () => {
    const buyer = { ...party("DE", "DE123456789"), taxIdVerified: true };
    const of = (isBusiness: boolean) =>
      taxTreatment({ seller: party("NL"), buyer: { ...buyer, isBusiness }, on: ON }).treatment;
    expect([of(false), of(true)]).toEqual(["standard", "reverse_charge"]);
  });

  it("taxes a buyer whose VAT id nobody has found valid", () => {
    const buyer = { ...party("DE", "DE123456789"), taxIdVerified: false };
    expect(taxTreatment({ seller: party("NL"), buyer, on: ON })).toMatchObject({
      treatment: "standard",
      reason: "eu_buyer_with_unverified_vat_id",
    });
  });
});

describe("a place that does not follow its country", () => {
  const at = (countryCode: string, postalCode: string, taxId: string | null = null, provinceCode = "") => ({
    countryCode,
    postalCode,
    provinceCode,
    taxId,
    taxIdVerified: true,
  });
  const treat = (seller: string, buyer: ReturnType<typeof at>) =>
    taxTreatment({ seller: party(seller), buyer, on: ON });

  it.each([
    ["the Canary Islands", "NL", at("ES", "35001", "ESX1234567X")],
    ["the Canary Islands, Tenerife", "ES", at("ES", "38 001")],
    ["the Canary Islands by their province", "ES", at("ES", "", null, "ES-CN")],
    ["Ceuta", "ES", at("ES", "51001")],
    ["Melilla", "ES", at("es", "ES-52001")],
    ["Büsingen", "DE", at("DE", "78266")],
    ["Büsingen as Germans write it", "NL", at("DE", "D - 78266")],
    ["Büsingen by its Swiss code", "DE", at("DE", "CH-8238")],
    ["Büsingen by its Swiss code, in a hurry", "NL", at("DE", "ch 8238")],
    ["Heligoland", "DE", at("DE", "27498", "DE123456789")],
    ["Mount Athos", "GR", at("GR", "630 86")],
    ["Mount Athos, Dafni", "NL", at("GR", "GR-63087")],
    ["Åland", "FI", at("FI", "FI-22100")],
    ["Åland by its own code", "NL", at("AX", "22100")],
    ["Livigno", "IT", at("IT", "I-23041")],
    ["Campione", "IT", at("IT", "22061")],
    ["Campione by its Swiss code", "IT", at("IT", "CH-6911")],
    ["Réunion", "FR", at("FR", "97400 Cedex 9")],
    ["Martinique by its own code", "FR", at("MQ", "97200")],
    ["Guadeloupe, full-width figures", "NL", at("FR", "９７１００")],
    ["Mayotte", "FR", at("FR", "F-97600")],
    ["New Caledonia", "FR", at("FR", "98800")],
    ["Greenland", "DK", at("DK", "DK-3900")],
    ["the Faroes", "DK", at("DK", "FO-100")],
    ["the north of Cyprus", "CY", at("CY", "99010")],
  ])("%s is outside the EU's VAT area, whoever sells and whatever VAT id there is", (_, seller, buyer) => {
    expect(treat(seller, buyer)).toMatchObject({
      treatment: "export",
      note: "outside_vat_area",
      reason: "buyer_outside_vat_area",
    });
  });

  it.each([
    ["Las Rozas near Madrid", "ES", at("ES", "28231"), "same_country"],
    ["a village beside Büsingen", "DE", at("DE", "78262"), "same_country"],
    ["a German code that lost its nought", "DE", at("DE", "8238"), "same_country"],
    ["another Swiss code on a German address", "DE", at("DE", "CH-8239"), "same_country"],
    ["Cuxhaven, on the way to Heligoland", "DE", at("DE", "27472"), "same_country"],
    ["Thessaloniki", "GR", at("GR", "54621"), "same_country"],
    ["Turku", "FI", at("FI", "20100"), "same_country"],
    ["Corsica", "FR", at("FR", "20000"), "same_country"],
    ["Bormio beside Livigno", "IT", at("IT", "23032"), "same_country"],
    ["Madeira", "PT", at("PT", "9000-001"), "same_country"],
    ["a postal code that is none", "DE", at("DE", "n/a"), "same_country"],
  ])("%s follows its country", (_, seller, buyer, reason) => {
    expect(treat(seller, buyer)).toMatchObject({ treatment: "standard", reason });
  });

  it("Monaco counts as France", () => {
    expect(treat("FR", at("MC", "98000"))).toMatchObject({
      treatment: "standard",
      reason: "same_country",
      country: "FR",
    });
    expect(treat("NL", at("MC", "98000", "FR40303265045"))).toMatchObject({
      treatment: "reverse_charge",
      country: "FR",
    });
    expect(treat("NL", at("FR", "98000", "FR40303265045"))).toMatchObject({ treatment: "reverse_charge" });
    expect(treat("NL", at("MC", "98000"))).toMatchObject({ treatment: "standard", country: "FR" });
  });

  it("the Isle of Man counts as the United Kingdom, the bases on Cyprus as Cyprus, Northern Ireland's services as the UK's", () => {
    expect(treat("GB", at("IM", "IM1 1AA"))).toMatchObject({ reason: "same_country", country: "GB" });
    expect(treat("NL", at("IM", "IM1 1AA"))).toMatchObject({ treatment: "export" });
    expect(treat("CY", at("GB", "BFPO 57"))).toMatchObject({ reason: "same_country", country: "CY" });
    expect(treat("NL", at("GB", "BT1 5GS", "XI123456789"))).toMatchObject({ treatment: "export" });
    expect(treat("GB", at("GB", "BT1 5GS"))).toMatchObject({ reason: "same_country" });
  });

  it("a row holds from its first to its last day", () => {
    const rule = (on: string) => vatPlaceOf(at("IT", "22061"), on as typeof ON).territory?.rule;
    expect(rule("2019-12-31")).toContain("6 (2) (g)");
    expect(rule("2020-01-01")).toContain("6 (1) (f)");
    expect(vatPlaceOf(at("IT", "22061"), "2006-12-31").territory).toBeNull();
  });

  it("each row says where it is written", () => {
    expect(VAT_TERRITORIES.filter(({ rule, name }) => rule === "" || name === "")).toEqual([]);
  });
});

describe("the EU's VAT area", () => {
  it("has 27 countries", () => {
    expect(EU_VAT_AREA.countries).toHaveLength(27);
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

describe("check digits", () => {
  const right = [
    ...["ATU13585627", "BE0428759497", "DE136695976", "DK88146328", "EE100207415", "EL094259216", "FI20774740"],
    ...["FR40303265045", "HR33392005961", "HU12892312", "IE6433435F", "IE6433435OA", "IT00743110157", "LU15027442"],
    ...["MT11679112", "NL004495445B01", "PL8567346215", "PT501964843", "RO18547290", "SE556188840401", "SI50223054"],
    ...["SK2022749619"],
  ];
  const partsOf = (id: string) => vatIdParts(id.startsWith("EL") ? "GR" : id.slice(0, 2), id);
  const isRight = (id: string) => {
    const parts = partsOf(id);
    return parts !== null && hasRightCheckDigits(parts);
  };

  it.each(right)("are right in %s, and wrong when one digit is another", (id) => {
    expect(isRight(id)).toBe(true);
    const at = id.search(/\d(?=[^\d]*$)/) - (id.startsWith("NL") || id.startsWith("SE") ? 3 : 0);
    const changed = `${id.slice(0, at)}${(Number(id.charAt(at)) + 1) % 10}${id.slice(at + 1)}`;
    expect(partsOf(changed)).not.toBeNull();
    expect(isRight(changed)).toBe(false);
  });

  it("are not asked for where the country has several kinds of numbers", () => {
    expect(
      ["ESX1234567X", "LT123456789", "BG123456789", "CZ12345678", "FRXX345678901"].filter((id) => !isRight(id)),
    ).toEqual([]);
  });
});
