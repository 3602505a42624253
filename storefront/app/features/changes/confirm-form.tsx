import type { ReactNode } from "react";
import { Form, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import { type FormMemory, TextField } from "../../components/ui/field";
import { Instant } from "../../components/ui/values";
import type { ChangeQuestion } from "./ask.server";
import { CANCEL_WORD, CONFIRM } from "./fields";
import { figuresOf } from "./figures";
import { MovedFigures } from "./moved-figures";

type ConfirmFormProps = { question: ChangeQuestion; here: string; label: ReactNode; children: ReactNode };

/** The preview of a change and the button that asks for it: the form carries what was shown. */
export function ConfirmForm({ question, here, label, children }: ConfirmFormProps) {
  const busy = useNavigation().formData?.get("intent") === CONFIRM;
  const { preview, values, moved, problem, subject } = question;
  if (preview === null) {
    return null;
  }
  const memory: FormMemory = { problems: problem?.field === "typed" ? [problem] : [], values: {} };
  return (
    <div className="grid gap-5 border-t border-line pt-5" id={`${subject}-preview`}>
      {moved !== null && <MovedFigures key={preview.hash} seen={moved} preview={preview} />}
      <div role="status" className="grid gap-5">
        {children}
        <p className="text-sm text-soft">
          These figures hold until <Instant at={preview.valid_until_at} />.
        </p>
      </div>
      <Form method="post" action={here} preventScrollReset className="grid justify-items-start gap-4" noValidate>
        <ErrorSummary memory={memory} />
        <input type="hidden" name="hash" value={preview.hash} />
        {Object.entries(values).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {Object.entries(figuresOf(preview)).map(([name, value]) => (
          <input key={name} type="hidden" name={`seen_${name}`} value={value} />
        ))}
        {subject === "cancel" && (
          <TextField name="typed" label={`Type ${CANCEL_WORD} to confirm`} autoComplete="off" memory={memory} />
        )}
        <Button name="intent" value={CONFIRM} busy={busy}>
          {label}
        </Button>
      </Form>
    </div>
  );
}
