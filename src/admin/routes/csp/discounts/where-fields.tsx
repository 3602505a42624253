import { Input } from "@medusajs/ui";
import { Choice } from "../../../components/choice";
import { Field } from "../../../components/field";
import type { PartProps } from "./form";
import { Picker } from "./picker";
import { vendorOptions } from "./words";

const SCOPES = [
  ["all", "Everything"],
  ["vendor", "All products of a vendor"],
  ["products", "Some products"],
  ["plans", "Some plans"],
  ["subscriptions", "Some subscriptions"],
] as const;

const CONDITIONS = [
  ["none", "Always"],
  ["vendor_mix", "From a number of a vendor's products"],
  ["seats", "From a number of seats"],
] as const;

const CUSTOMERS = [
  ["all", "Everybody"],
  ["companies", "Some companies"],
] as const;

/** For what, on which condition, for whom. */
export function WhereFields(props: PartProps) {
  return (
    <>
      <Scope {...props} />
      <Condition {...props} />
      <Customers {...props} />
    </>
  );
}

function Scope({ form, errors, set }: PartProps) {
  const kind = form.scopeKind;
  const isPicked = kind === "products" || kind === "plans" || kind === "subscriptions";
  const words = { products: "Product", plans: "Plan", subscriptions: "Product or company" };
  const error = errors.scope ?? errors["scope.vendor"] ?? (isPicked ? errors[idField(kind)] : undefined);
  return (
    <Field label="On" error={error}>
      {(id) => (
        <div className="flex flex-col gap-2">
          <Choice label="On" value={kind} options={SCOPES} onChange={(scopeKind) => set({ scopeKind })} />
          {kind === "vendor" ? (
            <Choice
              label="Vendor"
              value={form.scopeVendor}
              options={vendorOptions}
              onChange={(scopeVendor) => set({ scopeVendor })}
            />
          ) : null}
          {isPicked ? (
            <Picker
              id={id}
              key={kind}
              kind={kind}
              placeholder={words[kind]}
              chosen={form[kind]}
              onChange={(chosen) => set({ [kind]: chosen })}
            />
          ) : null}
        </div>
      )}
    </Field>
  );
}

function idField(kind: "products" | "plans" | "subscriptions"): string {
  return `scope.${kind.slice(0, -1)}_ids`;
}

function Condition({ form, errors, set }: PartProps) {
  const kind = form.conditionKind;
  const error = errors["condition.products"] ?? errors["condition.at_least"];
  return (
    <Field label="When" hint="Judged on the first day of each charge period." error={error}>
      {(id) => (
        <div className="flex flex-col gap-2">
          <Choice label="When" value={kind} options={CONDITIONS} onChange={(conditionKind) => set({ conditionKind })} />
          {kind === "none" ? null : (
            <div className="flex items-center gap-2">
              <div style={{ width: 80 }}>
                <Input
                  id={id}
                  inputMode="numeric"
                  aria-label="At least"
                  value={kind === "seats" ? form.seatCount : form.productCount}
                  onChange={({ target }) =>
                    set(kind === "seats" ? { seatCount: target.value } : { productCount: target.value })
                  }
                />
              </div>
              {kind === "seats" ? (
                <span className="txt-small">seats or more</span>
              ) : (
                <div className="min-w-0 flex-1">
                  <Choice
                    label="Vendor of the products"
                    value={form.conditionVendor}
                    options={vendorOptions.map(([vendor, name]): [string, string] => [
                      vendor,
                      `${name} products or more`,
                    ])}
                    onChange={(conditionVendor) => set({ conditionVendor })}
                  />
                </div>
              )}
            </div>
          )}
        </div>
      )}
    </Field>
  );
}

function Customers({ form, errors, set }: PartProps) {
  return (
    <Field label="For" error={errors["customers.company_ids"]}>
      {(id) => (
        <div className="flex flex-col gap-2">
          <Choice
            label="For"
            value={form.customersKind}
            options={CUSTOMERS}
            onChange={(customersKind) => set({ customersKind })}
          />
          {form.customersKind === "companies" ? (
            <Picker
              id={id}
              kind="companies"
              placeholder="Company"
              chosen={form.companies}
              onChange={(companies) => set({ companies })}
            />
          ) : null}
        </div>
      )}
    </Field>
  );
}
