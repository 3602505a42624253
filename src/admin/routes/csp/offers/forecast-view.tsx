import { Badge, Text } from "@medusajs/ui";
import type { Forecast, SaleChange } from "../../../../api/admin/csp/offers/document";
import { Notice } from "../../../components/notice";
import { amount, BILLING_WORDS, SEGMENT_WORDS, TERM_WORDS, WHY_OUT_WORDS } from "../../../components/plans/words";

/** What a sheet or a rule would do to the plans on sale: in numbers, then plan by plan. */
export function ForecastView({ forecast }: { forecast: Forecast }) {
  const { changed, changes, dearer, cheaper, leaving, returning } = forecast;
  if (changed === 0) {
    return <Notice variant="info">No plan that is on sale changes.</Notice>;
  }
  const counts = [
    [leaving, leaving === 1 ? "leaves the shop" : "leave the shop"],
    [returning, returning === 1 ? "comes back" : "come back"],
    [dearer, "dearer"],
    [cheaper, "cheaper"],
  ] as const;
  return (
    <div className="flex flex-col gap-3">
      <Notice variant={leaving > 0 ? "warning" : "info"}>
        <Text size="small" weight="plus">
          {changed === 1 ? "One plan on sale changes" : `${changed} plans on sale change`} on{" "}
          {forecast.at.slice(0, 16).replace("T", " ")} UTC
        </Text>
        <Text size="small">
          {counts
            .filter(([count]) => count > 0)
            .map(([count, words]) => `${count} ${words}`)
            .join(", ")}
        </Text>
      </Notice>
      <ul className="divide-y rounded-md border px-3">
        {changes.map((one) => (
          <ChangeRow key={one.plan_id} change={one} />
        ))}
      </ul>
      {changed > changes.length && <Text size="small">and {changed - changes.length} more</Text>}
    </div>
  );
}

function ChangeRow({ change }: { change: SaleChange }) {
  const { before, after } = change;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 break-words">
        <Text size="small" weight="plus">
          {change.sku_title}
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {SEGMENT_WORDS[change.segment]}, {TERM_WORDS[change.term]}, {BILLING_WORDS[change.billing_plan]}
        </Text>
      </div>
      <div className="ml-auto text-right">
        <Text size="small">
          {amount(before.price_per_charge)} → {amount(after.price_per_charge)}
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          cost of the term {amount(before.cost_per_term)} → {amount(after.cost_per_term)}
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          margin {percent(before.margin_percent)} → {percent(after.margin_percent)}
        </Text>
        {after.why_out !== null && (
          <Badge size="2xsmall" color="orange">
            {WHY_OUT_WORDS[after.why_out]}
          </Badge>
        )}
      </div>
    </li>
  );
}

const percent = (margin: string | null): string => (margin === null ? "–" : `${margin}%`);
