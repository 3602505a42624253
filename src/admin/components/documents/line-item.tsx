import { TriangleRightMini } from "@medusajs/icons";
import { Text } from "@medusajs/ui";
import type { ReactNode } from "react";
import type { InvoiceLine } from "../../../api/admin/csp/invoices/lines/document";
import { inWords } from "../format";

type Props = { line: InvoiceLine; children?: ReactNode };

/** A line with its amount; it opens to what stands in it. */
export function LineItem({ line, children }: Props) {
  const head = (
    <>
      <span className="min-w-0 flex-1">
        <Text as="span" weight="plus" size="small" className="block">
          {line.description}
        </Text>
        <Text as="span" size="small" className="text-ui-fg-subtle block">
          {line.formula}
        </Text>
        {line.discounts.map((discount) => (
          <Text as="span" size="small" className="text-ui-fg-subtle block" key={discount.id}>
            {discount.name} ({discount.in_words}): {inWords(discount.amount)} off
          </Text>
        ))}
      </span>
      <Text as="span" size="small" weight="plus" className="whitespace-nowrap tabular-nums">
        {inWords(line.net)}
      </Text>
    </>
  );
  return (
    <li className="py-3">
      {children === undefined ? (
        <div className="flex items-start justify-between gap-4">{head}</div>
      ) : (
        <details className="group">
          <summary className="flex cursor-pointer list-none items-start justify-between gap-2">
            <TriangleRightMini className="text-ui-fg-muted mt-0.5 shrink-0 group-open:rotate-90" />
            {head}
          </summary>
          <div className="bg-ui-bg-subtle mt-3 flex flex-col gap-3 rounded-lg p-3">{children}</div>
        </details>
      )}
    </li>
  );
}
