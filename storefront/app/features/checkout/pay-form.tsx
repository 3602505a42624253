import { Form, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import { CheckField, type FormMemory, TextField } from "../../components/ui/field";
import { Icon } from "../../components/ui/icon";
import { Money } from "../../components/ui/values";
import type { Quote } from "../../server/api/quotes.server";
import { figuresOf } from "./changed-quote";

type PayFormProps = {
  quote: Quote;
  consentText: string;
  /** As typed before, when the customer is back from the card page. */
  poNumber: string;
  memory: FormMemory;
};

/** The last form: consent to save the card, and on to the card page. */
export function PayForm({ quote, consentText, poNumber, memory }: PayFormProps) {
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" className="grid gap-5" noValidate>
      <ErrorSummary memory={memory} />
      <input type="hidden" name="quote_hash" value={quote.hash} />
      {Object.entries(figuresOf(quote)).map(([name, value]) => (
        <input key={name} type="hidden" name={`seen_${name}`} value={value} />
      ))}
      <input type="hidden" name="seen_tenant" value={quote.tenant?.domain ?? ""} />
      <TextField
        name="po_number"
        label="Your order number"
        hint="Printed on the invoice."
        optional
        defaultValue={poNumber}
        memory={memory}
      />
      <CheckField name="card_consent" memory={memory}>
        <span className="text-sm">{consentText}</span>
      </CheckField>
      <Button busy={busy}>
        <Icon name="lock" className="size-4" />
        Pay <Money value={quote.totals.due_now.gross} />
      </Button>
      <p className="text-sm text-soft">
        You enter the card on Stripe&rsquo;s page. The sum is only reserved at first: we take it when Microsoft has
        confirmed your licences, and release it if not.
      </p>
    </Form>
  );
}
