import { Badge, Button, Text, Textarea } from "@medusajs/ui";
import { useState } from "react";
import type { SellerChange } from "../../../api/admin/csp/subscriptions/[id]/changes/document";
import { fieldErrors } from "../client";
import { Field } from "../field";
import { inWords, isNothing } from "../format";
import { Instant } from "../instant";
import { Notice } from "../notice";
import { type Ending, useEndChange, useRetryChange } from "./api";
import { askedInWords, countsInWords, refusalInWords, STATE_LOOKS, titleOf } from "./words";

type Props = { subscriptionId: string; changes: readonly SellerChange[] };

/** What was asked for of a subscription, the newest first, and what can be done about what stands. */
export function ChangeList({ subscriptionId, changes }: Props) {
  return (
    <ul className="flex flex-col divide-y" aria-label="Changes">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-col gap-1 py-3">
          <div className="flex items-start justify-between gap-4">
            <Text size="small" weight="plus">
              {titleOf(change)}
            </Text>
            <Badge size="2xsmall" color={STATE_LOOKS[change.state].color} className="whitespace-nowrap">
              {STATE_LOOKS[change.state].word}
            </Badge>
          </div>
          <Said>{askedInWords(change)}</Said>
          <Text size="small" className="text-ui-fg-subtle">
            Asked for <Instant at={change.asked_at} />
            {change.confirmed_at === null ? null : (
              <>
                , confirmed by Microsoft <Instant at={change.confirmed_at} />
              </>
            )}
            {change.at_once && !isNothing(change.amount_due) ? `, ${inWords(change.amount_due)} due` : null}
          </Text>
          {countsInWords(change) === null ? null : <Said>{countsInWords(change)}</Said>}
          {refusalInWords(change) === null ? null : <Said>{refusalInWords(change)}</Said>}
          {change.last_error === null || change.finished_at !== null ? null : (
            <Notice variant={change.state === "needs_attention" ? "error" : "warning"}>{change.last_error}</Notice>
          )}
          <Acts subscriptionId={subscriptionId} change={change} />
        </li>
      ))}
    </ul>
  );
}

const Said = ({ children }: { children: string | null }) => (
  <Text size="small" className="text-ui-fg-subtle" style={{ overflowWrap: "anywhere" }}>
    {children}
  </Text>
);

/** The ending that a change has in its state; null: none. */
function endingOf({ state, can_withdraw }: SellerChange): Ending | null {
  return state === "needs_attention" ? "refuse" : can_withdraw ? "withdraw" : null;
}

function Acts({ subscriptionId, change }: { subscriptionId: string; change: SellerChange }) {
  const retry = useRetryChange(subscriptionId);
  const [isEnding, setEnding] = useState(false);
  const ending = endingOf(change);
  if (ending === null) {
    return null;
  }
  if (isEnding) {
    return <EndForm {...{ subscriptionId, change, ending }} onBack={() => setEnding(false)} />;
  }
  return (
    <div className="flex flex-col gap-2 pt-1">
      {retry.isError ? <Notice variant="error">{retry.error.message}</Notice> : null}
      <div className="flex flex-wrap gap-2">
        {change.state === "needs_attention" ? (
          <Button size="small" variant="secondary" isLoading={retry.isPending} onClick={() => retry.mutate(change.id)}>
            Try again
          </Button>
        ) : null}
        <Button size="small" variant="secondary" onClick={() => setEnding(true)}>
          {ENDINGS[ending].open}
        </Button>
      </div>
    </div>
  );
}

const ENDINGS = {
  withdraw: { open: "Withdraw", label: "Why it is withdrawn", hint: "The journal keeps it.", act: "Withdraw it" },
  refuse: { open: "End it", label: "Why it is ended", hint: "The customer reads it.", act: "End it for good" },
} as const;

type EndProps = { subscriptionId: string; change: SellerChange; ending: Ending; onBack: () => void };

function EndForm({ subscriptionId, change, ending, onBack }: EndProps) {
  const end = useEndChange(subscriptionId, ending);
  const [reason, setReason] = useState("");
  const errors = fieldErrors(end.error);
  const { label, hint, act } = ENDINGS[ending];
  return (
    <div className="flex flex-col gap-2 pt-1">
      <Field label={label} hint={hint} error={errors.reason}>
        {(id) => (
          <Textarea
            id={id}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      {end.isError && errors.reason === undefined ? <Notice variant="error">{end.error.message}</Notice> : null}
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="secondary" onClick={onBack}>
          Keep it
        </Button>
        <Button
          size="small"
          isLoading={end.isPending}
          onClick={() => end.mutate({ changeId: change.id, reason }, { onSuccess: onBack })}
        >
          {act}
        </Button>
      </div>
    </div>
  );
}
