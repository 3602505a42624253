import { Notice } from "../../components/ui/layout";
import type { Company } from "../../server/api/company.server";

/** Why VAT is charged although a VAT ID was given, as the shop's own words say it; nothing where there is nothing to say. */
export function TaxIdNotice({ company }: { company: Company | null }) {
  const check = company?.tax_id_check;
  if (check === undefined || check.words === null || check.state === "missing") {
    return null;
  }
  const title = check.state === "invalid" ? "Your VAT ID was not found valid" : "Your VAT ID is not verified yet";
  return (
    <Notice tone="info" title={title}>
      {check.words}
    </Notice>
  );
}
