import { Form } from "react-router";
import { Button } from "../../components/ui/button";
import { ProblemText } from "../../components/ui/field";
import { Icon } from "../../components/ui/icon";
import { Badge, Card, Notice } from "../../components/ui/layout";
import { DateText, Instant } from "../../components/ui/values";
import type { Subscription } from "../../server/api/account.server";
import { ifNobodyActs } from "../account/outlook";
import { seats, termSpan } from "../plans/labels";
import { QuantityField } from "../product/quantity-field";
import type { ChangeQuestion } from "./ask.server";
import { ConfirmForm } from "./confirm-form";
import { EndPreview } from "./end-preview";
import type { EndChoice } from "./fields";
import { useAsking } from "./use-asking";
import { endInWords } from "./words";

type EndCardProps = {
  subscription: Subscription;
  question: ChangeQuestion | null;
  here: string;
  /** Why nothing can be asked for now; null: it can. */
  closed: string | null;
};

/** What will happen at the end of the term as Microsoft has it, and the choice of something else. */
export function EndCard({ subscription, question, here, closed }: EndCardProps) {
  const { preview = null, values } = question ?? {};
  const choice = values?.outcome as EndChoice | undefined;
  const outcome = choice === "renew_with" ? "renew" : choice;
  return (
    <div id="end" className="scroll-mt-20">
      <Card title="At the end of the term">
        <div className="grid gap-5">
          <OnRecord subscription={subscription} />
          {closed !== null ? <p className="text-soft">{closed}</p> : <Choices {...{ subscription, question, here }} />}
          {closed === null && question !== null && preview !== null && outcome !== undefined && (
            <ConfirmForm question={question} here={here} label={LABELS[outcome]}>
              <EndPreview
                preview={preview}
                outcome={outcome}
                quantity={choice === "renew_with" ? Number(values?.renewal_quantity) : null}
                termLastOn={subscription.term_last_on}
              />
            </ConfirmForm>
          )}
        </div>
      </Card>
    </div>
  );
}

const LABELS = { renew: "Plan this renewal", stop: "Stop after this term", extend: "Go on by the month" };

/** What Microsoft's record says, and what of it the company has chosen. Never more than was read there. */
function OnRecord({ subscription }: { subscription: Subscription }) {
  const { end_wish: wish, renewal, quantity } = subscription;
  const planned = wish !== null && wish.confirmed_at !== null && wish.outcome === "renew" ? wish.quantity : null;
  return (
    <div className="grid gap-2">
      <p className="text-lg font-medium">{ifNobodyActs(subscription)}</p>
      {renewal === "renew" && (
        <p>
          With {seats(planned ?? quantity)}
          {planned === null && ", as many as there are now"}.
        </p>
      )}
      {wish === null ? (
        <p className="text-sm text-soft">
          Nobody at your company has chosen anything here. This is what Microsoft&rsquo;s record says.
        </p>
      ) : wish.confirmed_at === null ? (
        <Notice tone="warn" title={`You chose to ${endInWords(wish)}`}>
          This is not on Microsoft&rsquo;s record yet: it is being written there. Until then the above holds.
        </Notice>
      ) : (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <Badge tone="good">
            <Icon name="check" className="mr-1 size-4" />
            As chosen
          </Badge>
          <span>
            confirmed by Microsoft at <Instant at={wish.confirmed_at} />
          </span>
        </p>
      )}
    </div>
  );
}

type ChoicesProps = { subscription: Subscription; question: ChangeQuestion | null; here: string };

function Choices({ subscription, question, here }: ChoicesProps) {
  const busy = useAsking("renewal");
  const { problem = null, values } = question ?? {};
  const { term, term_last_on, quantity } = subscription;
  const chosen = values?.outcome ?? "";
  const missing = problem?.field === "outcome" ? problem.message : null;
  const option = (value: EndChoice, title: string, words: string) => (
    <label className="flex cursor-pointer items-start gap-3 rounded-lg border border-line p-3 has-checked:border-accent has-checked:bg-accent-wash">
      <input
        type="radio"
        name="outcome"
        value={value}
        defaultChecked={chosen === value}
        className="mt-1 size-5 shrink-0"
        aria-describedby={missing === null ? undefined : "outcome-problem"}
      />
      <span className="grid gap-0.5">
        <span className="font-medium">{title}</span>
        <span className="text-sm text-soft">{words}</span>
      </span>
    </label>
  );
  return (
    <Form
      method="get"
      action={`${here}#end`}
      preventScrollReset
      noValidate
      className="end-form grid justify-items-start gap-4 border-t border-line pt-5"
    >
      <input type="hidden" name="change" value="renewal" />
      <fieldset className="grid w-full gap-2">
        <legend className="mb-2 font-semibold">Choose what happens instead</legend>
        {option("renew", "Renew as it is", `Another ${termSpan(term)} with the seats there are then.`)}
        {option("renew_with", "Renew with another number of seats", "With the number that you name.")}
        {option("stop", "Stop", "No new term, no service afterwards. Seats work until the last day.")}
        {option("extend", "Go on by the month", "Without a new commitment, at Microsoft’s own price for that.")}
        {missing !== null && <ProblemText id="outcome">{missing}</ProblemText>}
      </fieldset>
      <div className="part-seats">
        <QuantityField
          key={`${quantity} ${values?.renewal_quantity ?? ""}`}
          id="renewal_quantity"
          name="renewal_quantity"
          label="Seats of the next term"
          defaultValue={values?.renewal_quantity ?? String(quantity)}
          min={1}
          max={null}
          problem={problem?.field === "renewal_quantity" ? problem.message : null}
        />
      </div>
      {problem !== null && problem.field === "" && (
        <Notice tone="bad" live>
          {problem.message}
        </Notice>
      )}
      <Button look="quiet" busy={busy}>
        Show what it means
      </Button>
      <p className="text-sm text-soft">
        A choice can be changed until a day before the term ends on <DateText on={term_last_on} />.
      </p>
    </Form>
  );
}
