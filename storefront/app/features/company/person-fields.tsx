import { type FormMemory, TextField } from "../../components/ui/field";

/** Who acts for the company, as Microsoft is told. */
export type Person = Readonly<{ first_name: string; last_name: string; email: string; phone: string }>;

/** The fields of a person who signs for the company. */
export function PersonFields({ person, memory }: { person: Person; memory: FormMemory }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        name="first_name"
        label="First name"
        autoComplete="given-name"
        defaultValue={person.first_name}
        memory={memory}
      />
      <TextField
        name="last_name"
        label="Last name"
        autoComplete="family-name"
        defaultValue={person.last_name}
        memory={memory}
      />
      <TextField
        name="email"
        label="Email"
        type="email"
        autoComplete="email"
        defaultValue={person.email}
        memory={memory}
      />
      <TextField
        name="phone"
        label="Phone"
        type="tel"
        autoComplete="tel"
        optional
        defaultValue={person.phone}
        memory={memory}
      />
    </div>
  );
}
