import { Badge, Button, Drawer, Text, Textarea, toast } from "@medusajs/ui";
import { useState } from "react";
import type { CustomerCompany } from "../../../api/admin/csp/customers/[id]/document";
import { fieldErrors } from "../client";
import { DrawerBody } from "../drawer-body";
import { Field } from "../field";
import { Instant } from "../instant";
import { useTaxIdDecision } from "./api";
import { checkInWords, TAX_ID_LOOKS } from "./words";

type Props = { customerId: string; taxId: string; evidence: CustomerCompany["tax_id_evidence"] };

/** A company's tax id, what it does for its VAT, and the way to decide about it by hand. */
export function TaxId({ customerId, taxId, evidence }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { color, word } = TAX_ID_LOOKS[evidence.state];
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {taxId}
      <Badge size="2xsmall" color={color}>
        {word}
      </Badge>
      {evidence.state === "not_needed" ? null : (
        <Drawer open={isOpen} onOpenChange={setOpen}>
          <Drawer.Trigger asChild>
            <Button size="small" variant="transparent">
              Checks
            </Button>
          </Drawer.Trigger>
          <Drawer.Content>
            <Decision customerId={customerId} taxId={taxId} evidence={evidence} onDone={() => setOpen(false)} />
          </Drawer.Content>
        </Drawer>
      )}
    </span>
  );
}

function Decision({ customerId, taxId, evidence, onDone }: Props & { onDone: () => void }) {
  const [reason, setReason] = useState("");
  const decision = useTaxIdDecision(customerId);
  const errors = fieldErrors(decision.error);
  const decide = (valid: boolean) =>
    decision.mutate(
      { tax_id: taxId, valid, reason },
      {
        onSuccess: () => {
          toast.success(valid ? "The VAT id counts as valid." : "The VAT id counts as not valid.");
          onDone();
        },
      },
    );
  const known = errors.reason ?? errors.tax_id ?? decision.error?.message;
  return (
    <>
      <Drawer.Header>
        <Drawer.Title>VAT id {taxId}</Drawer.Title>
        <Drawer.Description>
          VIES is asked again by itself. What you decide holds for half a year, and is kept with your reason.
        </Drawer.Description>
      </Drawer.Header>
      <DrawerBody>
        {evidence.checks.length === 0 ? <Text size="small">Nobody has asked about it yet.</Text> : null}
        {evidence.checks.map((check) => (
          <Text key={check.at} size="small">
            <Instant at={check.at} />: {check.tax_id}: {checkInWords(check)}
          </Text>
        ))}
        <Field label="Reason" error={known}>
          {(id) => <Textarea id={id} value={reason} rows={2} onChange={({ target }) => setReason(target.value)} />}
        </Field>
      </DrawerBody>
      <Drawer.Footer className="flex-wrap">
        <Button size="small" variant="secondary" isLoading={decision.isPending} onClick={() => decide(false)}>
          Not valid
        </Button>
        <Button size="small" isLoading={decision.isPending} onClick={() => decide(true)}>
          Valid
        </Button>
      </Drawer.Footer>
    </>
  );
}
