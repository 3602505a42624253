import { type FormMemory, TextField } from "../../components/ui/field";

type AddressFieldsProps = { defaults: Readonly<Record<string, string>>; memory: FormMemory };

/** The lines of an address below its country. */
export function AddressFields({ defaults, memory }: AddressFieldsProps) {
  const field = (name: string) => ({ name, memory, defaultValue: defaults[name] ?? "" });
  return (
    <>
      <TextField {...field("line1")} label="Street and number" autoComplete="address-line1" />
      <TextField {...field("line2")} label="Address, second line" optional autoComplete="address-line2" />
      <div className="grid gap-5 sm:grid-cols-[2fr_1fr_1fr]">
        <TextField {...field("city")} label="City" autoComplete="address-level2" />
        <TextField {...field("province")} label="State" required={false} autoComplete="address-level1" />
        <TextField {...field("postal_code")} label="Postal code" autoComplete="postal-code" />
      </div>
    </>
  );
}
