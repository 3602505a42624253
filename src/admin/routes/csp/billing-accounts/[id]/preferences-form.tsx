import { Button, Container, Input, toast } from "@medusajs/ui";
import { useState } from "react";
import type { Account, Preferences } from "../../../../../api/admin/csp/billing-accounts/document";
import { useChangeAccount } from "../../../../components/accounts/api";
import {
  ALIGNMENT_OPTIONS,
  APPROVAL_OPTIONS,
  LOCALE_OPTIONS,
  ORDER_NUMBER_OPTIONS,
  ZERO_OPTIONS,
} from "../../../../components/accounts/words";
import { Choice } from "../../../../components/choice";
import { fieldErrors } from "../../../../components/client";
import { Field } from "../../../../components/field";
import { Notice } from "../../../../components/notice";
import { SectionHeader } from "../../../../components/section-header";

/** What was typed; numbers stay text until they are sent, so that a half-typed one is not bent. */
type Draft = Omit<Preferences, "billing_day" | "payment_terms_days" | "purchase_order_number"> & {
  billing_day: string;
  payment_terms_days: string;
  purchase_order_number: string;
};

const toDraft = (account: Preferences): Draft => ({
  alignment: account.alignment,
  billing_day: account.billing_day === null ? "" : String(account.billing_day),
  payment_terms_days: String(account.payment_terms_days),
  purchase_order_number: account.purchase_order_number ?? "",
  invoice_per_order_number: account.invoice_per_order_number,
  locale: account.locale,
  invoice_approval: account.invoice_approval,
  zero_invoices: account.zero_invoices,
});

/** An empty text is no number; the server says what is missing. */
const toNumber = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));

const toPreferences = (draft: Draft): Preferences => ({
  ...draft,
  billing_day: draft.alignment === "billing_day" ? toNumber(draft.billing_day) : null,
  payment_terms_days: toNumber(draft.payment_terms_days),
  purchase_order_number: draft.purchase_order_number.trim() || null,
});

/** How the account is billed from now on. */
export function PreferencesForm({ account }: { account: Account }) {
  const [draft, setDraft] = useState(() => toDraft(account));
  const change = useChangeAccount(account.id);
  const errors = fieldErrors(change.error);
  const set = (part: Partial<Draft>) => {
    change.reset();
    setDraft((now) => ({ ...now, ...part }));
  };
  const isSame = JSON.stringify(draft) === JSON.stringify(toDraft(account));
  const onSave = (event: React.FormEvent) => {
    event.preventDefault();
    change.mutate(toPreferences(draft), {
      onSuccess: (saved) => {
        setDraft(toDraft(saved));
        toast.success("Saved. It counts from the next document on.");
      },
    });
  };
  return (
    <Container className="divide-y p-0">
      <SectionHeader level="h2" title="How it is billed" words="Issued documents stay as they are." />
      <form onSubmit={onSave} className="flex flex-col gap-4 px-6 py-4">
        <div className="grid gap-4 md:grid-cols-2">
          <Field
            label="Billing day"
            hint="A running term keeps its days; a new or renewed one follows."
            error={errors.alignment ?? errors.billing_day}
          >
            {(id) => (
              <div className="flex gap-2">
                <div className="min-w-0 flex-1">
                  <Choice
                    id={id}
                    label="Billing day"
                    value={draft.alignment}
                    options={ALIGNMENT_OPTIONS}
                    onChange={(alignment) => set({ alignment })}
                  />
                </div>
                {draft.alignment === "billing_day" ? (
                  <div style={{ width: 80 }}>
                    <Input
                      inputMode="numeric"
                      aria-label="Day of the month, 1 to 31"
                      placeholder="1–31"
                      value={draft.billing_day}
                      onChange={({ target }) => set({ billing_day: target.value })}
                    />
                  </div>
                ) : null}
              </div>
            )}
          </Field>
          <Field
            label="Payment terms"
            hint="Days from the day of issue until it is due."
            error={errors.payment_terms_days}
          >
            {(id) => (
              <Input
                id={id}
                inputMode="numeric"
                value={draft.payment_terms_days}
                onChange={({ target }) => set({ payment_terms_days: target.value })}
              />
            )}
          </Field>
          <Field
            label="Purchase order number"
            hint="For what was ordered without a number of its own; empty for none."
            error={errors.purchase_order_number}
          >
            {(id) => (
              <Input
                id={id}
                value={draft.purchase_order_number}
                onChange={({ target }) => set({ purchase_order_number: target.value })}
              />
            )}
          </Field>
          <Field label="Lines of several order numbers" error={errors.invoice_per_order_number}>
            {(id) => (
              <Choice
                id={id}
                label="Lines of several order numbers"
                value={draft.invoice_per_order_number ? "apart" : "together"}
                options={ORDER_NUMBER_OPTIONS}
                onChange={(choice) => set({ invoice_per_order_number: choice === "apart" })}
              />
            )}
          </Field>
          <Field label="Language of documents" error={errors.locale}>
            {(id) => (
              <Choice
                id={id}
                label="Language of documents"
                value={draft.locale}
                options={LOCALE_OPTIONS}
                onChange={(locale) => set({ locale })}
              />
            )}
          </Field>
          <Field label="Invoices are" error={errors.invoice_approval}>
            {(id) => (
              <Choice
                id={id}
                label="Invoices are"
                value={draft.invoice_approval}
                options={APPROVAL_OPTIONS}
                onChange={(invoice_approval) => set({ invoice_approval })}
              />
            )}
          </Field>
          <Field label="Invoices over nothing are" error={errors.zero_invoices}>
            {(id) => (
              <Choice
                id={id}
                label="Invoices over nothing are"
                value={draft.zero_invoices}
                options={ZERO_OPTIONS}
                onChange={(zero_invoices) => set({ zero_invoices })}
              />
            )}
          </Field>
        </div>
        {change.isError && Object.keys(errors).length === 0 ? (
          <Notice variant="error">{change.error.message}</Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button
            type="button"
            size="small"
            variant="secondary"
            disabled={isSame}
            onClick={() => {
              change.reset();
              setDraft(toDraft(account));
            }}
          >
            Undo
          </Button>
          <Button type="submit" size="small" disabled={isSame} isLoading={change.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Container>
  );
}
