import { Select } from "@medusajs/ui";

type Props<Value extends string> = {
  /** Names the control to those who do not see what stands beside it. */
  label: string;
  id?: string;
  size?: "base" | "small";
  value: Value;
  options: readonly (readonly [value: Value, words: string])[];
  onChange: (value: Value) => void;
};

/** One of a few values. */
export function Choice<Value extends string>({ label, id, size = "base", value, options, onChange }: Props<Value>) {
  const choose = (text: string) => {
    const option = options.find(([one]) => one === text);
    if (option) {
      onChange(option[0]);
    }
  };
  return (
    <Select size={size} value={value} onValueChange={choose}>
      <Select.Trigger aria-label={label} {...(id === undefined ? {} : { id })}>
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        {options.map(([one, words]) => (
          <Select.Item key={one} value={one}>
            {words}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  );
}
