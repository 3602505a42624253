import { Badge } from "@medusajs/ui";
import type { InvoiceStatus } from "../../../api/admin/csp/invoices/document";

import { STATUS_LOOKS } from "./words";

export function DocumentStatusBadge({ status }: { status: InvoiceStatus }) {
  const { word, color } = STATUS_LOOKS[status];
  return (
    <Badge size="2xsmall" color={color} className="whitespace-nowrap">
      {word}
    </Badge>
  );
}
