/** The shelf an offer stands on in the shop, told by the words of its title; the first rule that fits decides. */
const SHELVES: readonly (readonly [RegExp, string])[] = [
  [/copilot/i, "Copilot"],
  [/dynamics 365|^iot intelligence|^ecommerce/i, "Dynamics 365"],
  [/power (apps|automate|bi|pages|virtual)|dataverse|AI builder/i, "Power Platform"],
  [/windows 365|windows 10/i, "Windows"],
  [/teams|calling plan|audio conferencing|skype|operator connect/i, "Teams and calling"],
  [/visio|project|planner/i, "Project and Visio"],
  [/entra|intune|enterprise mobility|azure ad|active directory|PKI/i, "Identity and devices"],
  [/defender|purview|insider risk|ediscovery|audit|compliance|information protection|privacy|data loss/i, "Security"],
  [/microsoft 365|m365/i, "Microsoft 365"],
  [/office 365|exchange|sharepoint|onedrive/i, "Office 365"],
];

/** Shelf of everything that no rule names. */
const OTHER = "More services";

/** The shop's category of an offer. A change here changes the shelf at the next import, never a price. */
export function categoryOf(title: string): string {
  return SHELVES.find(([words]) => words.test(title))?.[1] ?? OTHER;
}
