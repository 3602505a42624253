import { isClearlyAnother } from "./holder-name";

describe("the holder of a VAT id", () => {
  it.each([
    ["Adatum B.V.", "ADATUM BV"],
    ["Adatum B.V.", "Adatum Nederland Holding B.V."],
    ["Société Générale", "SA SOCIETE GENERALE"],
    ["Coca Cola Belgium", "COCACOLA BELGIUM NV"],
    ["BMW", "Bayerische Motoren Werke AG"],
    ["Müller & Söhne", "SOEHNE MULLER OHG"],
    ["van den Berg Installaties", "BERG INSTALLATIETECHNIEK B.V."],
    ["Jan Jansen", "JANSEN J."],
    ["3M Belgium", "3M BELGIUM"],
    ["Fabrikam", "ΦΑΜΠΡΙΚΑΜ ΑΕ"],
    ["Фабрикам ЕООД", "FABRIKAM EOOD"],
    ["Fabrikam", ""],
    ["...", "FABRIKAM"],
    ["Consulting Group Ltd", "THE CONSULTING GROUP LIMITED"],
  ])("%s may be %s", (legalName, holder) => {
    expect(isClearlyAnother(legalName, holder)).toBe(false);
  });

  it.each([
    ["Alpenwolke SARL", "SA RENAULT"],
    ["Fabrikam International Services BV", "PHILIPS INTERNATIONAL B.V."],
    ["Ada Lane", "SIEMENS S.P.A."],
    ["Contoso Limited", "GOOGLE IRELAND LIMITED"],
    ["IT GmbH", "VOLKSWAGEN GMBH"],
  ])("%s is not %s", (legalName, holder) => {
    expect(isClearlyAnother(legalName, holder)).toBe(true);
  });
});
