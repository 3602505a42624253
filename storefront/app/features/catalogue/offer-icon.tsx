import { Icon, type IconName } from "../../components/ui/icon";

const BY_WORD: readonly [RegExp, IconName][] = [
  [/secur|defender|\bentra\b|identity|compliance|purview/i, "shield"],
  [/power bi|analytic|data|fabric/i, "chart"],
  [/power (apps|automate)|dynamics|project|visio|planner/i, "flow"],
  [/phone|teams|voice|meeting|calling/i, "phone"],
  [/copilot|ai\b/i, "spark"],
  [/windows|intune|device|azure|cloud|exchange|onedrive|sharepoint/i, "cloud"],
];

/** A drawing for an offer, chosen by the words in its title and category. */
export function OfferIcon({ title, category }: { title: string; category?: string | null }) {
  const text = `${title} ${category ?? ""}`;
  const name = BY_WORD.find(([pattern]) => pattern.test(text))?.[1] ?? "apps";
  return (
    <span className="grid size-11 shrink-0 place-items-center rounded-xl bg-accent-wash text-accent">
      <Icon name={name} className="size-6" />
    </span>
  );
}
