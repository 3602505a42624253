import { Badge } from "@medusajs/ui";
import type { DocumentStatus } from "./api";
import { statusLooks } from "./words";

export function DocumentStatusBadge({ status }: { status: DocumentStatus }) {
  const { word, color } = statusLooks[status];
  return (
    <Badge size="2xsmall" color={color} className="whitespace-nowrap">
      {word}
    </Badge>
  );
}
