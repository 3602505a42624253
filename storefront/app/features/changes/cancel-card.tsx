import { Form } from "react-router";
import { timeUntil } from "../../components/format";
import { Button } from "../../components/ui/button";
import { Badge, Card, Notice } from "../../components/ui/layout";
import { DateText, Instant } from "../../components/ui/values";
import type { Subscription } from "../../server/api/account.server";
import { ReturnWindows } from "../account/return-windows";
import type { ChangeQuestion } from "./ask.server";
import { ChangeCost } from "./change-cost";
import { ConfirmForm } from "./confirm-form";
import { useAsking } from "./use-asking";
import { previewTitle } from "./words";

type CancelCardProps = {
  subscription: Subscription;
  question: ChangeQuestion | null;
  here: string;
  now: string;
  closed: string | null;
};

/** Until when which seats can be returned, and the cancellation of all while its window is open. */
export function CancelCard({ subscription, question, here, now, closed }: CancelCardProps) {
  const busy = useAsking("cancel");
  const { cancel_until_at: until, term_last_on } = subscription;
  const { problem = null, preview = null } = question ?? {};
  const left = until === null ? null : timeUntil(until, now);
  return (
    <div id="cancel" className="scroll-mt-20">
      <Card title="Returning seats and cancelling">
        <div className="grid gap-5">
          <ReturnWindows windows={subscription.return_windows} termLastOn={term_last_on} now={now} />
          <div className="grid justify-items-start gap-3 border-t border-line pt-5">
            {until === null || left === null ? (
              <p>
                The whole subscription can no longer be cancelled: Microsoft takes it back in the first days of a term
                only. It is committed until <DateText on={term_last_on} />.{" "}
                <a className="link" href="#end">
                  Choose what happens then
                </a>
              </p>
            ) : (
              <>
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span>
                    All of it can be cancelled until <Instant at={until} />
                  </span>
                  <Badge tone="info">{left} left</Badge>
                </p>
                <p className="text-soft">
                  Access ends at once and cannot be restored. What you have paid for days to come is given back.
                </p>
                {closed === null && (
                  <Form method="get" action={`${here}#cancel`} preventScrollReset>
                    <Button look="quiet" name="change" value="cancel" busy={busy}>
                      Show what comes back
                    </Button>
                  </Form>
                )}
              </>
            )}
            {problem !== null && problem.field === "" && (
              <Notice tone="bad" live>
                {problem.message}
              </Notice>
            )}
          </div>
          {closed === null && question !== null && preview !== null && (
            <ConfirmForm question={question} here={here} label="Cancel the subscription">
              <ChangeCost preview={preview} title={previewTitle(preview, question.values)} />
              <Notice tone="warn" title="This cannot be undone">
                The people who use these seats lose access at once. Save what they need first.
              </Notice>
            </ConfirmForm>
          )}
        </div>
      </Card>
    </div>
  );
}
