import { useEffect } from "react";
import { Link, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { Money } from "../../components/ui/values";
import type { CartLine as Line } from "../../server/api/carts.server";
import type { QuoteLine } from "../../server/api/quotes.server";
import { planName } from "../plans/labels";
import { QuantityField } from "../product/quantity-field";
import type { CartProblem } from "./cart-actions.server";
import { QUANTITY_OF } from "./fields";

type CartLineProps = { line: Line; priced: QuoteLine | undefined; problem: CartProblem | null };

const RHYTHM = { month: "a month", year: "a year", three_years: "for 3 years" } as const;

/**
 * One line of the cart: change its seats, or take it out. Its controls belong to the form of the whole cart, so that a number
 * typed here goes along whichever button is pressed.
 */
export function CartLine({ line, priced, problem }: CartLineProps) {
  const navigation = useNavigation();
  const mine = problem?.lineId === line.id ? problem : null;
  const fieldId = `quantity-${line.id}`;
  // The button that was pressed may be far below, so the number that is in the way is brought into sight.
  useEffect(() => {
    if (mine !== null) {
      document.getElementById(fieldId)?.focus();
    }
  }, [mine, fieldId]);
  return (
    <li className="grid gap-4 border-b border-line py-6 first:pt-0 last:border-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="grid gap-0.5">
          <h2 className="font-semibold">
            {line.handle ? (
              <Link
                to={`/products/${line.handle}?plan=${line.plan_id}&quantity=${line.quantity}`}
                className="hover:underline"
              >
                {line.sku_title}
              </Link>
            ) : (
              line.sku_title
            )}
          </h2>
          <p className="text-soft">{planName(line)}</p>
        </div>
        {priced !== undefined && (
          <div className="sm:text-right">
            <p className="font-semibold">
              <Money value={priced.each_period} />{" "}
              <span className="font-normal text-soft">{RHYTHM[priced.period]}</span>
            </p>
            <p className="text-sm text-soft">
              <Money value={priced.unit_price} /> a seat
            </p>
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="flex flex-wrap items-start gap-3">
          <QuantityField
            key={line.quantity}
            id={fieldId}
            name={`${QUANTITY_OF}${line.id}`}
            label="Seats"
            defaultValue={mine?.typed ?? String(line.quantity)}
            min={1}
            max={null}
            problem={mine?.message ?? null}
          />
          <Button
            look="quiet"
            name="update"
            value={line.id}
            className="mt-6.5"
            busy={navigation.formData?.get("update") === line.id}
          >
            Update
            <span className="sr-only">{line.sku_title}</span>
          </Button>
        </div>
        <Button look="plain" name="remove" value={line.id}>
          Remove
          <span className="sr-only">{line.sku_title}</span>
        </Button>
      </div>
    </li>
  );
}
