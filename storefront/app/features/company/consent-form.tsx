import { Form, useNavigation } from "react-router";
import type { AgreementAnswer } from "../../../../src/api/store/csp/agreement/document";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import { CheckField, type FormMemory } from "../../components/ui/field";
import { Card } from "../../components/ui/layout";
import { type Person, PersonFields } from "./person-fields";

type ConsentFormProps = {
  agreement: NonNullable<AgreementAnswer["agreement"]>;
  person: Person;
  companyName: string;
  memory: FormMemory;
};

/** Accepts the agreement with a box that is ticked here: the way that Microsoft takes no longer since 2026. */
export function ConsentForm({ agreement, person, companyName, memory }: ConsentFormProps) {
  const busy = useNavigation().state !== "idle";
  return (
    <Card>
      <Form method="post" className="grid gap-6" noValidate>
        <ErrorSummary memory={memory} />
        <p>
          <a className="link" href={agreement.link} target="_blank" rel="noreferrer">
            Read the Microsoft Customer Agreement
          </a>{" "}
          <span className="text-soft">Opens in a new tab.</span>
        </p>
        <input type="hidden" name="template_id" value={agreement.template_id} />
        <fieldset className="grid gap-5">
          <legend className="mb-4 text-lg font-semibold">Who accepts</legend>
          <PersonFields person={person} memory={memory} />
        </fieldset>
        <CheckField name="accepted" memory={memory}>
          {agreement.statement ?? `I have read the Microsoft Customer Agreement and accept it for ${companyName}.`}
        </CheckField>
        <p className="text-sm text-soft">
          We record your name, email, phone, the version and the time, and pass them to Microsoft as proof.
        </p>
        <div>
          <Button busy={busy}>Accept and continue</Button>
        </div>
      </Form>
    </Card>
  );
}
