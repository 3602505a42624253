import { Button, Input, Textarea, toast } from "@medusajs/ui";
import { useState } from "react";
import type { Subscription } from "../../../api/admin/csp/subscriptions/document";
import { Choice } from "../choice";
import { fieldErrors } from "../client";
import { Confirmed } from "../confirmed";
import { Field } from "../field";
import { Notice } from "../notice";
import { usePreviewChange, useRequestChange } from "./api";
import { ChangeCost } from "./change-cost";
import { namesSeats, WISHES, type Wish, wantedOf } from "./words";

const LEAST_REASON = 3;

/** Asks for a change on a company's behalf: shows what it would mean, and asks for it after a second look. */
export function ChangeForm({ subscription }: { subscription: Subscription }) {
  const { id, quantity } = subscription;
  const [wish, setWish] = useState<Wish>("seats");
  const [typed, setTyped] = useState<string | null>(null);
  const seats = typed ?? String(quantity + 1);
  const [reason, setReason] = useState("");
  const trial = usePreviewChange(id);
  const request = useRequestChange(id);
  const wanted = wantedOf(wish, seats);
  const preview = trial.data;
  const change = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      // What was tried out is not what would be asked for any more.
      trial.reset();
      request.reset();
      set(value);
    };
  };
  const problem = request.error ?? trial.error;
  const errors = fieldErrors(problem);
  const named = ["quantity", "change.quantity", "reason"].some((field) => field in errors);
  const onShow = (event: React.FormEvent) => {
    event.preventDefault();
    request.reset();
    if (wanted !== null) {
      trial.mutate(wanted);
    }
  };
  const onConfirm = () => {
    if (wanted !== null && preview !== undefined) {
      request.mutate(
        { change: wanted, hash: preview.hash, reason },
        {
          onSuccess: () => {
            toast.success("The change is taken up.");
            trial.reset();
            setTyped(null);
            setReason("");
          },
          // Whatever it was refused for: what was shown may have moved, and is looked at again.
          onError: () => trial.reset(),
        },
      );
    }
  };
  return (
    <form onSubmit={onShow} className="flex flex-col gap-4" aria-label="A change on the customer's behalf">
      <Field label="What is wanted">
        {(field) => (
          <Choice id={field} label="What is wanted" value={wish} options={WISHES} onChange={change(setWish)} />
        )}
      </Field>
      {namesSeats(wish) ? (
        <Field
          label={wish === "seats" ? "Seats in all" : "Seats of the next term"}
          error={
            errors.quantity ?? errors["change.quantity"] ?? (wanted === null ? "must be a whole number" : undefined)
          }
        >
          {(field) => (
            <Input
              id={field}
              inputMode="numeric"
              value={seats}
              onChange={({ target }) => change(setTyped)(target.value)}
            />
          )}
        </Field>
      ) : null}
      <Field label="Reason" hint="The customer reads it with the change." error={errors.reason}>
        {(field) => (
          <Textarea
            id={field}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      {problem !== null && !named ? <Notice variant="error">{sentence(problem, errors)}</Notice> : null}
      {preview === undefined ? (
        <div>
          <Button size="small" variant="secondary" type="submit" disabled={wanted === null} isLoading={trial.isPending}>
            Show what it means
          </Button>
        </div>
      ) : (
        <>
          <ChangeCost preview={preview} />
          <div className="flex flex-wrap items-center gap-2">
            {reason.trim().length < LEAST_REASON ? (
              <Notice variant="info">Give the reason first: the customer reads it.</Notice>
            ) : (
              <Confirmed
                label="Ask for it"
                title="Ask for this change?"
                words="It is carried out at Microsoft and billed as shown. The customer is told, with your reason."
                pending={request.isPending}
                danger={wish === "cancel"}
                onConfirm={onConfirm}
              />
            )}
          </div>
        </>
      )}
    </form>
  );
}

/** What the server says of no field that is shown: a sentence of its own, or said of the subscription. */
function sentence(problem: Error, errors: Readonly<Record<string, string>>): string {
  if (errors.subscription !== undefined) {
    return `The subscription ${errors.subscription}.`;
  }
  return errors.outcome === undefined ? problem.message : `This ${errors.outcome}.`;
}
