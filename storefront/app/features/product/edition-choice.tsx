import { Link } from "react-router";
import type { Sku } from "../../server/api/offers.server";
import { segmentName } from "../plans/labels";

type EditionChoiceProps = { handle: string; skus: readonly Sku[]; selectedId: string };

/** The editions of an offer. Each has its own plans, so choosing one is a link to its page. */
export function EditionChoice({ handle, skus, selectedId }: EditionChoiceProps) {
  const segments = new Set(skus.map((sku) => sku.segment));
  return (
    <nav aria-labelledby="editions" className="grid gap-3">
      <h2 id="editions" className="text-lg font-semibold">
        Edition
      </h2>
      <ul className="flex flex-wrap gap-2">
        {skus.map((sku) => {
          const selected = sku.id === selectedId;
          return (
            <li key={sku.id}>
              <Link
                to={`/products/${handle}?sku=${encodeURIComponent(sku.id)}`}
                preventScrollReset
                replace
                aria-current={selected ? "true" : undefined}
                className={`flex min-h-11 items-center rounded-lg border px-4 py-2 ${
                  selected
                    ? "border-accent bg-accent-wash font-semibold shadow-[inset_0_0_0_1px_var(--accent)]"
                    : "border-edge bg-surface hover:border-accent"
                }`}
              >
                {segments.size > 1 ? `${sku.title} (${segmentName(sku.segment)})` : sku.title}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
