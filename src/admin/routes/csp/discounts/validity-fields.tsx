import { Input, Label, Switch } from "@medusajs/ui";
import { useId } from "react";
import { Field } from "../../../components/field";
import type { PartProps } from "./form";

/** From when until when, and how it goes with others. */
export function ValidityFields({ form, errors, set }: PartProps) {
  const exclusiveId = useId();
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="First day" error={errors.start_on}>
          {(id) => (
            <Input id={id} type="date" value={form.startOn} onChange={({ target }) => set({ startOn: target.value })} />
          )}
        </Field>
        <Field label="Last day" hint="Empty: no end." error={errors.end_on}>
          {(id) => (
            <Input id={id} type="date" value={form.lastOn} onChange={({ target }) => set({ lastOn: target.value })} />
          )}
        </Field>
      </div>
      <Field
        label="Order"
        hint="Discounts stack from the lowest order up; each takes its share of what is left."
        error={errors.order}
      >
        {(id) => (
          <div style={{ width: 100 }}>
            <Input
              id={id}
              inputMode="numeric"
              value={form.order}
              onChange={({ target }) => set({ order: target.value })}
            />
          </div>
        )}
      </Field>
      <div className="flex items-center gap-2">
        <Switch
          id={exclusiveId}
          checked={form.exclusive}
          onCheckedChange={(checked) => set({ exclusive: checked === true })}
        />
        <Label htmlFor={exclusiveId} size="small">
          Alone: where it applies, no other discount does
        </Label>
      </div>
    </>
  );
}
