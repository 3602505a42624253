import { Input } from "@medusajs/ui";
import { Choice } from "../../../components/choice";
import { Field } from "../../../components/field";
import type { PartProps } from "./form";

const KINDS = [
  ["percentage", "A percentage"],
  ["amount", "An amount"],
] as const;

const PERS = [
  ["line", "off each charge that opens a period"],
  ["invoice", "off each invoice, shared by its charges"],
] as const;

/** What is taken off. */
export function ValueFields({ form, errors, set, currency }: PartProps & { currency: string }) {
  return (
    <>
      <Field label="Name" hint="Customers read it on their invoices." error={errors.name}>
        {(id) => <Input id={id} value={form.name} onChange={({ target }) => set({ name: target.value })} />}
      </Field>
      <Field label="Takes off" error={errors["value.percent"] ?? errors["value.amount.amount"]}>
        {(id) => (
          <div className="flex items-center gap-2">
            <div className="min-w-0 flex-1">
              <Choice
                label="Takes off"
                value={form.valueKind}
                options={KINDS}
                onChange={(valueKind) => set({ valueKind })}
              />
            </div>
            <div style={{ width: 100 }}>
              <Input
                id={id}
                inputMode="decimal"
                placeholder={form.valueKind === "percentage" ? "2" : "10.00"}
                value={form.valueKind === "percentage" ? form.percent : form.amount}
                onChange={({ target }) =>
                  set(form.valueKind === "percentage" ? { percent: target.value } : { amount: target.value })
                }
              />
            </div>
            <span className="txt-small">{form.valueKind === "percentage" ? "%" : currency}</span>
          </div>
        )}
      </Field>
      {form.valueKind === "amount" ? (
        <Choice label="Off what" value={form.per} options={PERS} onChange={(per) => set({ per })} />
      ) : null}
    </>
  );
}
