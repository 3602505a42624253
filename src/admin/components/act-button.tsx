import { Button, FocusModal, Heading, Text, Textarea, toast } from "@medusajs/ui";
import { useState } from "react";
import type { AttentionAct } from "../../api/admin/csp/attention/document";
import { fieldErrors } from "./client";
import { Field } from "./field";
import { useAct } from "./use-act";

type Props = { act: AttentionAct; about: string };

/** Does something about an item; what wants a reason, or cannot be taken back, is asked first. */
export function ActButton({ act, about }: Props) {
  const change = useAct();
  const [isOpen, setOpen] = useState(false);
  const needsDialog = act.asks_reason || act.warning !== null;
  const run = (reason: string | null) =>
    change.mutate(
      { act, reason },
      {
        onSuccess: () => {
          setOpen(false);
          toast.success(`${act.words}: done.`);
        },
        onError: (error) => toast.error(`${act.words}: not done`, { description: error.message, duration: 12_000 }),
      },
    );
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isLoading={change.isPending && !isOpen}
        aria-label={`${act.words}: ${about}`}
        onClick={() => (needsDialog ? setOpen(true) : run(null))}
      >
        {act.words}
      </Button>
      {needsDialog ? (
        <ReasonDialog
          title={act.words}
          warning={act.warning}
          asksReason={act.asks_reason}
          isOpen={isOpen}
          onOpen={setOpen}
          isPending={change.isPending}
          error={change.error}
          onDone={run}
        />
      ) : null}
    </>
  );
}

type DialogProps = {
  title: string;
  warning: string | null;
  asksReason: boolean;
  hint?: string;
  isOpen: boolean;
  onOpen: (open: boolean) => void;
  isPending: boolean;
  error: Error | null;
  onDone: (reason: string | null) => void;
};

/** Asks whether it is meant, and why. */
export function ReasonDialog(props: DialogProps) {
  const { title, warning, asksReason, hint, isOpen, onOpen, isPending, error, onDone } = props;
  const [reason, setReason] = useState("");
  const wrong = fieldErrors(error).reason;
  return (
    <FocusModal open={isOpen} onOpenChange={onOpen}>
      <FocusModal.Content>
        <FocusModal.Body className="flex flex-col gap-4 overflow-auto p-6">
          <FocusModal.Title asChild>
            <Heading>{title}</Heading>
          </FocusModal.Title>
          <FocusModal.Description asChild>
            <Text className="text-ui-fg-subtle">{warning ?? "Say why."}</Text>
          </FocusModal.Description>
          {asksReason ? (
            <Field label="Reason" hint={hint} error={wrong}>
              {(id) => <Textarea id={id} rows={4} value={reason} onChange={({ target }) => setReason(target.value)} />}
            </Field>
          ) : null}
          <div className="flex gap-2">
            <Button size="small" isLoading={isPending} onClick={() => onDone(asksReason ? reason : null)}>
              {title}
            </Button>
            <Button size="small" variant="secondary" onClick={() => onOpen(false)}>
              Cancel
            </Button>
          </div>
        </FocusModal.Body>
      </FocusModal.Content>
    </FocusModal>
  );
}
