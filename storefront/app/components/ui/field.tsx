import type { InputHTMLAttributes, ReactNode } from "react";

export type Problem = Readonly<{ field: string; message: string }>;

/** What a field needs to know of the last attempt to send its form. */
export type FormMemory = Readonly<{ problems: readonly Problem[]; values: Readonly<Record<string, string>> }>;

export const NO_MEMORY: FormMemory = { problems: [], values: {} };

/** The id of a field's control; the error summary links to it. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(".", "-")}`;
}

export function problemOf(memory: FormMemory, name: string): string | undefined {
  return memory.problems.find((problem) => problem.field === name)?.message;
}

/** The ids that describe a field, in the order in which they should be read. */
export function describedBy(id: string, hint: boolean, problem: boolean): string | undefined {
  const ids = [...(hint ? [`${id}-hint`] : []), ...(problem ? [`${id}-problem`] : [])];
  return ids.length > 0 ? ids.join(" ") : undefined;
}

export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-hint`} className="text-sm text-soft">
      {children}
    </p>
  );
}

export function ProblemText({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-problem`} className="text-sm font-medium text-bad">
      {children}
    </p>
  );
}

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id"> & {
  name: string;
  label: string;
  hint?: ReactNode;
  memory: FormMemory;
  optional?: boolean;
  /** Shown at the end of the control, e.g. a fixed ending of a domain name. */
  suffix?: string;
};

/** A labelled text field with hint and problem. It keeps what was typed when the form comes back. */
export function TextField({ label, hint, memory, optional = false, suffix, defaultValue, ...input }: TextFieldProps) {
  const id = fieldId(input.name);
  const problem = problemOf(memory, input.name);
  const control = (
    <input
      type="text"
      required={!optional}
      {...input}
      id={id}
      className={`control ${suffix === undefined ? "" : "rounded-r-none"}`}
      defaultValue={memory.values[input.name] ?? defaultValue}
      aria-invalid={problem === undefined ? undefined : true}
      aria-describedby={describedBy(id, hint !== undefined, problem !== undefined)}
    />
  );
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
        {optional && <span className="font-normal text-soft"> (optional)</span>}
      </label>
      {suffix === undefined ? (
        control
      ) : (
        <div className="flex">
          {control}
          <span className="flex shrink-0 items-center rounded-r-lg border border-l-0 border-edge bg-sunken px-3 text-sm text-soft">
            {suffix}
          </span>
        </div>
      )}
      {hint !== undefined && <Hint id={id}>{hint}</Hint>}
      {problem !== undefined && <ProblemText id={id}>{problem}</ProblemText>}
    </div>
  );
}

type Option = { value: string; label: string };

type SelectFieldProps = {
  name: string;
  label: string;
  options: readonly Option[];
  /** What cannot be chosen, under the reason why. */
  closed?: { label: string; options: readonly Option[] };
  hint?: ReactNode;
  defaultValue: string;
  memory: FormMemory;
  autoComplete?: string;
};

/** A choice of one. Without a default that can be chosen nothing is chosen beforehand. */
export function SelectField({ name, label, options, closed, hint, ...field }: SelectFieldProps) {
  const { defaultValue, memory, autoComplete } = field;
  const id = fieldId(name);
  const problem = problemOf(memory, name);
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <select
        id={id}
        name={name}
        className="control"
        autoComplete={autoComplete}
        defaultValue={memory.values[name] ?? defaultValue}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={describedBy(id, hint !== undefined, problem !== undefined)}
      >
        {!options.some(({ value }) => value === defaultValue) && <option value="">Choose one</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
        {closed !== undefined && closed.options.length > 0 && (
          <optgroup label={closed.label}>
            {closed.options.map((option) => (
              <option key={option.value} value={option.value} disabled>
                {option.label}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {hint !== undefined && <Hint id={id}>{hint}</Hint>}
      {problem !== undefined && <ProblemText id={id}>{problem}</ProblemText>}
    </div>
  );
}

type CheckFieldProps = { name: string; children: ReactNode; memory: FormMemory };

/** A consent. It is never ticked beforehand. */
export function CheckField({ name, children, memory }: CheckFieldProps) {
  const id = fieldId(name);
  const problem = problemOf(memory, name);
  return (
    <div className="grid gap-1.5">
      <div className="flex items-start gap-3">
        <input
          type="checkbox"
          id={id}
          name={name}
          value="yes"
          required
          className="mt-1 size-5 shrink-0"
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={describedBy(id, false, problem !== undefined)}
        />
        <label htmlFor={id}>{children}</label>
      </div>
      {problem !== undefined && <ProblemText id={id}>{problem}</ProblemText>}
    </div>
  );
}
