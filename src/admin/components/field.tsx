import { Label, Text } from "@medusajs/ui";
import { type ReactNode, useId } from "react";
import { FieldError } from "./field-error";

type Props = {
  label: string;
  hint?: string;
  /** What is wrong with what was typed. */
  error?: string | undefined;
  children: (id: string) => ReactNode;
};

/** A control of a form with its name, a hint and what is wrong with it. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <Label htmlFor={id} size="small" weight="plus">
        {label}
      </Label>
      {children(id)}
      {hint === undefined ? null : (
        <Text size="small" className="text-ui-fg-subtle">
          {hint}
        </Text>
      )}
      {error === undefined ? null : <FieldError words={`${label} ${error}`} />}
    </div>
  );
}
