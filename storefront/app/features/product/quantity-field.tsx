import { useRef } from "react";
import { describedBy, Hint, ProblemText } from "../../components/ui/field";
import { useHydrated } from "../../components/use-hydrated";

/** A limit that nobody reaches is not worth a line beside the field. */
const WORTH_SAYING = 10_000;

type QuantityFieldProps = {
  id: string;
  /** Default "quantity". */
  name?: string;
  label: string;
  defaultValue: string;
  min: number;
  max: number | null;
  problem: string | null;
  onChange?: () => void;
};

/** A number of seats: typing always works, the two buttons appear where scripts do. */
export function QuantityField({ id, name = "quantity", label, ...rest }: QuantityFieldProps) {
  const { defaultValue, min, max, problem, onChange } = rest;
  const input = useRef<HTMLInputElement>(null);
  const hydrated = useHydrated();
  const limited = max !== null && max < WORTH_SAYING;
  const step = (by: 1 | -1) => {
    const field = input.current;
    if (field !== null) {
      const next = (Number.parseInt(field.value, 10) || 0) + by;
      field.value = String(Math.max(min, max === null ? next : Math.min(max, next)));
      onChange?.();
    }
  };
  return (
    <div className="grid max-w-60 justify-items-start gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <div className="flex items-stretch">
        {hydrated && <StepButton label="One seat less" sign="&minus;" side="left" onClick={() => step(-1)} />}
        <input
          ref={input}
          id={id}
          type="number"
          name={name}
          inputMode="numeric"
          required
          min={min}
          max={max ?? undefined}
          step={1}
          defaultValue={defaultValue}
          className={`control figures w-24 text-center font-semibold ${hydrated ? "rounded-none" : ""}`}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={describedBy(id, limited, problem !== null)}
        />
        {hydrated && <StepButton label="One seat more" sign="+" side="right" onClick={() => step(1)} />}
      </div>
      {limited && (
        <Hint id={id}>
          {min} to {max} seats
        </Hint>
      )}
      {problem !== null && <ProblemText id={id}>{problem}</ProblemText>}
    </div>
  );
}

type StepButtonProps = { label: string; sign: string; side: "left" | "right"; onClick: () => void };

function StepButton({ label, sign, side, onClick }: StepButtonProps) {
  const shape = side === "left" ? "rounded-l-lg border-r-0" : "rounded-r-lg border-l-0";
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className={`w-11 cursor-pointer border border-edge bg-surface text-lg hover:bg-sunken ${shape}`}
    >
      {sign}
    </button>
  );
}
