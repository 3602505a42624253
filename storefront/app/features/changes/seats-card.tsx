import { Form } from "react-router";
import { Button } from "../../components/ui/button";
import { Card, Notice } from "../../components/ui/layout";
import type { Subscription } from "../../server/api/account.server";
import { seats } from "../plans/labels";
import { QuantityField } from "../product/quantity-field";
import type { ChangeQuestion } from "./ask.server";
import { ChangeCost } from "./change-cost";
import { ConfirmForm } from "./confirm-form";
import { useAsking } from "./use-asking";
import { endInWords, previewTitle } from "./words";

type SeatsFormProps = { subscription: Subscription; question: ChangeQuestion | null; here: string };
type SeatsCardProps = SeatsFormProps & {
  /** Why nothing can be asked for now; null: it can. */
  closed: string | null;
};

/** More or fewer seats: the number, what it would mean, and the button that asks for it. Works without scripts. */
export function SeatsCard({ closed, ...form }: SeatsCardProps) {
  return (
    <div id="seats" className="scroll-mt-20">
      <Card title="Number of seats">
        {closed === null ? <SeatsForm {...form} /> : <p className="text-soft">{closed}</p>}
      </Card>
    </div>
  );
}

function SeatsForm({ subscription, question, here }: SeatsFormProps) {
  const busy = useAsking("seats");
  const { problem = null, preview = null, values } = question ?? {};
  const added = Number(values?.quantity) - subscription.quantity;
  return (
    <div className="grid gap-5">
      <Form method="get" action={`${here}#seats`} preventScrollReset noValidate>
        <input type="hidden" name="change" value="seats" />
        <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
          <QuantityField
            key={subscription.quantity}
            id="quantity"
            label="Number of seats in all"
            defaultValue={values?.quantity ?? String(subscription.quantity + 1)}
            min={1}
            max={null}
            problem={problem?.field === "quantity" ? problem.message : null}
          />
          <Button look="quiet" busy={busy}>
            Show the cost
          </Button>
        </div>
      </Form>
      {problem !== null && problem.field === "" && (
        <Notice tone="bad" live>
          {problem.message}
        </Notice>
      )}
      {question !== null && preview !== null && (
        <ConfirmForm
          question={question}
          here={here}
          label={added > 0 ? `Add ${seats(added)}` : `Return ${seats(-added)}`}
        >
          <ChangeCost preview={preview} title={previewTitle(preview, question.values)} />
          <KeptWish subscription={subscription} />
        </ConfirmForm>
      )}
    </div>
  );
}

/**
 * A change in the middle of a term wipes what Microsoft has on record for its end: said before it is asked for. A renewal with
 * the seats there are then is no record of its own.
 */
function KeptWish({ subscription: { end_wish } }: { subscription: Subscription }) {
  const isRecord = end_wish !== null && (end_wish.outcome !== "renew" || end_wish.quantity !== null);
  return !isRecord ? null : (
    <Notice tone="info" title={`We keep your plan for the end of the term: ${endInWords(end_wish)}`}>
      Microsoft deletes it with every change of seats. We write it again right after and read it back.
    </Notice>
  );
}
