import { Checkbox, Input, Label } from "@medusajs/ui";
import type { TracedLine } from "../../../api/admin/csp/invoices/lines/document";
import { Choice } from "../choice";
import { FieldError } from "../field-error";
import { inWords, isNothing } from "../format";

type Nets = ReadonlyMap<string, string>;

type Props = {
  lines: readonly TracedLine[];
  /** What to give back on each chosen line; null: all that is left of all lines. */
  nets: Nets | null;
  /** What is wrong, by the place of a line among the chosen ones. */
  errors: Readonly<Record<string, string>>;
  onChange: (nets: Nets | null) => void;
};

const EXTENTS = [
  ["all", "All that is left of the invoice"],
  ["some", "Some lines, or a part of them"],
] as const;

/** Which lines are given back, and how much of each. */
export function CreditLines({ lines, nets, errors, onChange }: Props) {
  const places = new Map([...(nets?.keys() ?? [])].map((id, place) => [id, place]));
  const set = (id: string, net: string | null) => {
    const next = new Map(nets);
    if (net === null) {
      next.delete(id);
    } else {
      next.set(id, net);
    }
    onChange(next);
  };
  return (
    <div className="flex flex-col gap-3">
      <Choice
        label="How much"
        value={nets === null ? "all" : "some"}
        options={EXTENTS}
        onChange={(extent) => onChange(extent === "all" ? null : new Map())}
      />
      {errors.lines === undefined ? null : <FieldError words={`The lines ${errors.lines}`} />}
      {nets === null ? null : (
        <ul className="flex flex-col divide-y">
          {lines.map((line) => (
            <CreditLine
              key={line.id}
              line={line}
              net={nets.get(line.id) ?? null}
              error={errors[`lines.${places.get(line.id)}.net`]}
              onChange={(net) => set(line.id, net)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

type LineProps = {
  line: TracedLine;
  net: string | null;
  error: string | undefined;
  onChange: (net: string | null) => void;
};

function CreditLine({ line, net, error, onChange }: LineProps) {
  const boxId = `credit-${line.id}`;
  const left = line.left_to_credit;
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex items-start gap-3">
        <Checkbox
          id={boxId}
          checked={net !== null}
          disabled={isNothing(left)}
          onCheckedChange={(checked) => onChange(checked === true ? left.amount : null)}
        />
        <Label htmlFor={boxId} size="small" className="min-w-0 flex-1">
          <span className="block">{line.description}</span>
          <span className="text-ui-fg-subtle block">{line.formula}</span>
          <span className="text-ui-fg-subtle block">
            {isNothing(left) ? "Given back already" : `${inWords(left)} net is left`}
          </span>
        </Label>
        {net === null ? null : (
          <div style={{ width: 120 }}>
            <Input
              size="small"
              inputMode="decimal"
              aria-label={`Net to give back on ${line.description}`}
              value={net}
              onChange={({ target }) => onChange(target.value)}
            />
          </div>
        )}
      </div>
      {error === undefined ? null : <FieldError words={`The amount ${error}`} />}
    </li>
  );
}
