import type { MedusaContainer } from "@medusajs/framework/types";
import { SETTINGS_MODULE } from "../modules/settings";
import { partnerDomains } from "./partner-domains";

function domains(ownDomains?: readonly string[]) {
  const settings = { partnerCenter: { ownDomains }, seller: { supportEmail: "help@mail.partner.example" } };
  const container = { resolve: (name: string) => (name === SETTINGS_MODULE ? { settings } : null) };
  return partnerDomains(container as unknown as MedusaContainer);
}

it("are those that were set, none of them too, or else that of the address customers write to", () => {
  expect(domains(["partner.example"])).toEqual(["partner.example"]);
  expect(domains([])).toEqual([]);
  expect(domains()).toEqual(["mail.partner.example"]);
});
