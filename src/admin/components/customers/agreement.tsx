import { Badge, Button, Drawer, Text, toast } from "@medusajs/ui";
import { type ReactNode, useState } from "react";
import type { CustomerCompany } from "../../../api/admin/csp/customers/[id]/document";
import { DrawerBody } from "../drawer-body";
import { Facts } from "../facts";
import { Instant } from "../instant";
import { Notice } from "../notice";
import { useAgreementCheck } from "./api";
import { ACCEPTED_HOW, AGREEMENT_LOOKS, ATTESTATION_WORDS } from "./words";

type Props = { customerId: string; company: CustomerCompany };
type Evidence = CustomerCompany["agreement_evidence"];

/** How a company stands with Microsoft's agreement, what that rests on, and the way to look anew. */
export function Agreement({ customerId, company }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { color, word } = AGREEMENT_LOOKS[company.agreement_evidence.state];
  const { name, agreed_at: at } = company.agreement_evidence;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {name}
      {at === null ? null : <Instant at={at} />}
      <Badge size="2xsmall" color={color}>
        {word}
      </Badge>
      <Drawer open={isOpen} onOpenChange={setOpen}>
        <Drawer.Trigger asChild>
          <Button size="small" variant="transparent">
            Evidence
          </Button>
        </Drawer.Trigger>
        <Drawer.Content>
          <EvidenceDrawer customerId={customerId} company={company} />
        </Drawer.Content>
      </Drawer>
    </span>
  );
}

function EvidenceDrawer({ customerId, company }: Props) {
  const { agreement, agreement_evidence: evidence } = company;
  const check = useAgreementCheck(customerId);
  const look = () =>
    check.mutate(undefined, {
      onSuccess: ({ is_away }) =>
        is_away ? toast.warning("Microsoft did not answer.") : toast.success("Microsoft was asked."),
    });
  const isEmpty = evidence.reading === null && evidence.attestations.length === 0 && agreement === null;
  return (
    <>
      <Drawer.Header>
        <Drawer.Title>Microsoft Customer Agreement</Drawer.Title>
        <Drawer.Description>
          Who was named, what was shown, who accepted it and from where, and what Microsoft says there is.
        </Drawer.Description>
      </Drawer.Header>
      <DrawerBody>
        {check.error === null ? null : <Notice variant="error">{check.error.message}</Notice>}
        {isEmpty ? <Text size="small">Nothing is known yet.</Text> : null}
        {evidence.reading === null ? null : <Facts rows={readingRows(evidence.reading)} />}
        {evidence.attestations.map((one) => (
          <Facts key={one.id} rows={attestationRows(one)} />
        ))}
        {agreement === null ? null : (
          <Facts
            rows={[
              ["Ticked in the shop by", agreement.name],
              ["On", <Instant key="on" at={agreement.agreed_at} />],
              ["Told to Microsoft", instant(agreement.attested_at)],
            ]}
          />
        )}
      </DrawerBody>
      <Drawer.Footer className="flex-wrap">
        <Button size="small" isLoading={check.isPending} onClick={look}>
          Check again
        </Button>
      </Drawer.Footer>
    </>
  );
}

const instant = (at: string | null): ReactNode => (at === null ? "Not yet" : <Instant key={at} at={at} />);

const readingRows = (reading: NonNullable<Evidence["reading"]>): [string, ReactNode][] => [
  ["Microsoft says", reading.is_direct ? "Accepted with Microsoft itself" : (reading.name ?? "No agreement")],
  ["Accepted", reading.agreed_at === null ? "No date" : instant(reading.agreed_at)],
  ["Tenant id", reading.vendor_tenant_id],
  ["Read", instant(reading.read_at)],
];

const attestationRows = (one: Evidence["attestations"][number]): [string, ReactNode][] => [
  ["Signatory", [one.name, one.email, one.phone].filter(Boolean).join(", ")],
  ["State", ATTESTATION_WORDS[one.state]],
  ["Text for", `${one.company_name}, ${one.country_code.toUpperCase()}, ${one.language}`],
  ["Attestation", one.attestation_id ?? "None"],
  ["Named", instant(one.asked_at)],
  ["Named by", [one.asked_by, one.ip, one.user_agent].filter(Boolean).join(" · ")],
  ["Shown", one.statement],
  ["Accepted", instant(one.accepted_at)],
  ...(one.accepted_how === null ? [] : [["Known", ACCEPTED_HOW[one.accepted_how]] as [string, string]]),
  ...(one.accepted_by === null
    ? []
    : [["Seen by", [one.accepted_by, one.accepted_ip, one.accepted_user_agent].join(" · ")] as [string, string]]),
  ["Made", instant(one.made_at)],
  ["Read back", instant(one.read_back_at)],
  ...(one.detail === null ? [] : [["Last problem", one.detail] as [string, string]]),
];
