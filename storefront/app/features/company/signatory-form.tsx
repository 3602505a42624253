import { Form, Link, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import { type FormMemory, SelectField } from "../../components/ui/field";
import { Fact, Facts } from "../../components/ui/layout";
import { type Person, PersonFields } from "./person-fields";

export const BEGIN = "begin";

type SignatoryFormProps = {
  person: Person;
  companyName: string;
  country: string;
  language: string;
  languages: readonly { value: string; label: string }[];
  statement: string;
  memory: FormMemory;
};

/** Asks who will accept the agreement for the company on Microsoft's own page, and in which language. */
export function SignatoryForm(props: SignatoryFormProps) {
  const { person, companyName, country, language, languages, statement, memory } = props;
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" className="grid gap-6" noValidate>
      <ErrorSummary memory={memory} />
      <div className="grid gap-2">
        <Facts>
          <Fact name="Company">{companyName}</Fact>
          <Fact name="Country">{country}</Fact>
        </Facts>
        <p className="text-sm">
          <Link className="link" to="/checkout/company">
            Change company or country
          </Link>
        </p>
      </div>
      <SelectField
        name="language"
        label="Language of the agreement"
        options={languages}
        defaultValue={language}
        memory={memory}
      />
      <fieldset className="grid gap-5">
        <legend className="mb-4 text-lg font-semibold">Who accepts</legend>
        <PersonFields person={person} memory={memory} />
      </fieldset>
      <p className="text-sm text-soft">{statement}</p>
      <div>
        <Button name="intent" value={BEGIN} busy={busy}>
          Prepare Microsoft&rsquo;s page
        </Button>
      </div>
    </Form>
  );
}
