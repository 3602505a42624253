import type { CustomerCompany } from "../../../api/admin/csp/customers/[id]/document";

type Look = { readonly word: string; readonly color: "green" | "orange" | "grey" };

export const TENANT_LOOKS: Readonly<Record<NonNullable<CustomerCompany["tenant"]>["state"], Look>> = {
  chosen: { word: "Made with the first order", color: "grey" },
  linked: { word: "Linked", color: "green" },
  pending_relationship: { word: "Has not accepted us", color: "orange" },
};
