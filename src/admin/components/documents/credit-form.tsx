import { Button, Drawer, Textarea, toast } from "@medusajs/ui";
import { useState } from "react";
import type { CreditRequest } from "../../../api/admin/csp/invoices/[id]/credit/document";
import type { InvoiceDetail } from "../../../api/admin/csp/invoices/document";
import { Choice } from "../choice";
import { fieldErrors } from "../client";
import { DrawerBody } from "../drawer-body";
import { Field } from "../field";
import { Notice } from "../notice";
import { useCredit, useTryCredit } from "./api";
import { CreditLines } from "./credit-lines";
import { CreditPreview } from "./credit-preview";
import { nameOf } from "./words";

type Props = { document: InvoiceDetail; onBack: () => void; onDone: (noteId: string) => void };

const REASONS = [
  ["correction", "Correction: the lines are billed anew, correctly"],
  ["goodwill", "Goodwill: they are given back and stay as billed"],
] as const;

/** Gives an invoice back, whole or in part: shows what the credit note would be, and issues it after a second look. */
export function CreditForm({ document, onBack, onDone }: Props) {
  const [reason, setReason] = useState<CreditRequest["reason"]>("goodwill");
  const [text, setText] = useState("");
  const [nets, setNets] = useState<ReadonlyMap<string, string> | null>(null);
  const trial = useTryCredit(document.id);
  const credit = useCredit(document.id);
  const change = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      // What was tried out is not what would be issued any more.
      trial.reset();
      credit.reset();
      set(value);
    };
  };
  const request: CreditRequest = {
    reason,
    text,
    lines: nets === null ? "all" : [...nets].map(([line_id, net]) => ({ line_id, net })),
  };
  const problem = credit.error ?? trial.error;
  const errors = fieldErrors(problem);
  const isKnown = (field: string) => field === "text" || field.startsWith("lines");
  const onIssue = () =>
    credit.mutate(request, {
      onSuccess: (note) => {
        toast.success(`Credit note ${note.number} is issued.`);
        onDone(note.id ?? document.id);
      },
    });
  return (
    <>
      <Drawer.Header>
        <Drawer.Title>Credit {nameOf(document)}</Drawer.Title>
        <Drawer.Description>
          An issued invoice is never changed. A credit note reduces what is unpaid of it; the rest goes to the
          customer's credit balance.
        </Drawer.Description>
      </Drawer.Header>
      <DrawerBody>
        <Field label="Reason" error={errors.reason}>
          {(id) => <Choice id={id} label="Reason" value={reason} options={REASONS} onChange={change(setReason)} />}
        </Field>
        <Field label="Words" hint="The customer reads them on the credit note." error={errors.text}>
          {(id) => <Textarea id={id} value={text} rows={2} onChange={({ target }) => change(setText)(target.value)} />}
        </Field>
        <CreditLines lines={document.lines} nets={nets} errors={errors} onChange={change(setNets)} />
        {problem !== null && !Object.keys(errors).some(isKnown) ? (
          <Notice variant="error">{problem.message}</Notice>
        ) : null}
        {trial.data === undefined ? null : <CreditPreview note={trial.data} />}
      </DrawerBody>
      <Drawer.Footer className="flex-wrap">
        <Button size="small" variant="secondary" onClick={onBack}>
          Back
        </Button>
        {trial.data === undefined ? (
          <Button
            size="small"
            disabled={nets !== null && nets.size === 0}
            isLoading={trial.isPending}
            onClick={() => trial.mutate(request)}
          >
            Try it out
          </Button>
        ) : (
          <Button size="small" isLoading={credit.isPending} onClick={onIssue}>
            Issue the credit note
          </Button>
        )}
      </Drawer.Footer>
    </>
  );
}
