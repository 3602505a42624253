import { createDataTableColumnHelper, createDataTableFilterHelper, StatusBadge, Text, Tooltip } from "@medusajs/ui";
import type { Plan } from "../../../../api/admin/csp/offers/document";

import { amount, BILLING_WORDS, SEGMENT_WORDS, saleState, TERM_WORDS } from "../../../components/plans/words";

const column = createDataTableColumnHelper<Plan>();
const filter = createDataTableFilterHelper<Plan>();

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const filters = [
  filter.accessor("segment", { type: "radio", label: "Segment", options: options(SEGMENT_WORDS) }),
  filter.accessor("term", { type: "radio", label: "Term", options: options(TERM_WORDS) }),
  filter.accessor("billing_plan", { type: "radio", label: "Billing", options: options(BILLING_WORDS) }),
  filter.accessor("published", {
    type: "radio",
    label: "On sale",
    options: [
      { value: "true", label: "On sale" },
      { value: "false", label: "Not on sale" },
    ],
  }),
];

export const columns = [
  column.select(),
  column.accessor("sku_title", {
    header: "Licence",
    cell: ({ row: { original: plan } }) => (
      <div className="whitespace-normal py-2" style={{ minWidth: 200, maxWidth: 300 }}>
        <Text size="small" weight="plus">
          {plan.sku_title}
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {plan.sku_title === plan.offer_title ? "" : `${plan.offer_title} · `}
          {plan.vendor_product_id}:{plan.vendor_sku_id}
          {plan.is_listed ? "" : " · not in the newest sheet"}
        </Text>
      </div>
    ),
  }),
  column.accessor("segment", { header: "Segment", cell: ({ getValue }) => SEGMENT_WORDS[getValue()] ?? getValue() }),
  column.accessor("term", { header: "Term", cell: ({ getValue }) => TERM_WORDS[getValue()] ?? getValue() }),
  column.accessor("billing_plan", {
    header: "Billing",
    cell: ({ getValue }) => BILLING_WORDS[getValue()] ?? getValue(),
  }),
  column.accessor("cost_per_term", {
    header: "Cost, term",
    align: "right",
    cell: ({ getValue }) => amount(getValue()),
  }),
  column.accessor("list_per_term", {
    header: "List, term",
    align: "right",
    cell: ({ getValue }) => amount(getValue()),
  }),
  column.accessor("price_per_term", {
    header: "Price, term",
    align: "right",
    cell: ({ row: { original: plan } }) =>
      plan.price_per_charge && plan.charge_count !== null && plan.charge_count > 1 ? (
        <Tooltip content={`${plan.charge_count} charges of ${amount(plan.price_per_charge)}`}>
          <span>{amount(plan.price_per_term)}</span>
        </Tooltip>
      ) : (
        amount(plan.price_per_term)
      ),
  }),
  column.accessor("margin_percent", {
    header: "Margin",
    align: "right",
    cell: ({ getValue }) => (getValue() === null ? "–" : `${getValue()}%`),
  }),
  column.accessor("published", {
    header: "State",
    cell: ({ row: { original: plan } }) => {
      const { word, color } = saleState(plan);
      return <StatusBadge color={color}>{word}</StatusBadge>;
    },
  }),
];
