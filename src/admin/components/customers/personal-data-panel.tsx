import { Button, Drawer, Input, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import type { Erasure } from "../../../api/admin/csp/customers/[id]/erase/document";
import { DrawerBody } from "../drawer-body";
import { Field } from "../field";
import { Notice } from "../notice";
import { SectionHeader } from "../section-header";
import { useErasing, useGivingOut } from "./api";

type Props = { customerId: string; erasure: Erasure };

/** What is kept of a person, the way to give it out, and the way to erase the person. */
export function PersonalDataPanel({ customerId, erasure }: Props) {
  const [isOpen, setOpen] = useState(false);
  const givingOut = useGivingOut(customerId);
  const isBlocked = erasure.blocked_by.length > 0;
  return (
    <>
      <SectionHeader level="h2" title="Personal data" words={standing(erasure)}>
        <Button size="small" variant="secondary" isLoading={givingOut.isPending} onClick={() => givingOut.mutate()}>
          Give out
        </Button>
        <Drawer open={isOpen} onOpenChange={setOpen}>
          <Drawer.Trigger asChild>
            <Button size="small" variant="secondary">
              Erase
            </Button>
          </Drawer.Trigger>
          <Drawer.Content>
            <Erasing customerId={customerId} erasure={erasure} />
          </Drawer.Content>
        </Drawer>
      </SectionHeader>
      {givingOut.isError ? (
        <div className="px-6 py-4" role="alert">
          <Text size="small">The data could not be given out: {givingOut.error.message}</Text>
        </div>
      ) : null}
      {isBlocked ? (
        <div className="px-6 py-4">
          <Text size="small" className="text-ui-fg-subtle">
            Not over yet: {erasure.blocked_by.join(", ")}.
          </Text>
        </div>
      ) : null}
    </>
  );
}

function standing({ blocked_by: blockedBy, company }: Erasure): string {
  if (blockedBy.length > 0) {
    return "The person cannot be erased yet.";
  }
  return company !== null && company.colleagues > 0
    ? `The person can be erased; ${company.name} goes on with ${company.colleagues === 1 ? "a colleague" : "colleagues"}.`
    : "The person can be erased.";
}

function Erasing({ customerId, erasure }: Props) {
  const [typed, setTyped] = useState("");
  const erasing = useErasing(customerId);
  const navigate = useNavigate();
  const { blocked_by: blockedBy, email } = erasure;
  const isBlocked = blockedBy.length > 0;
  const isConfirmed = typed.trim().toLowerCase() === email.toLowerCase();
  const erase = () =>
    erasing.mutate(undefined, {
      onSuccess: () => {
        toast.success("The person is erased. What the law asks for stays, and the journal says who erased them.");
        navigate("/customers");
      },
    });
  return (
    <>
      <Drawer.Header>
        <Drawer.Title>Erase {email}</Drawer.Title>
        <Drawer.Description>
          It cannot be taken back. All sign-ins end at once. Remove the person at Stripe and Microsoft yourself.
        </Drawer.Description>
      </Drawer.Header>
      <DrawerBody>
        {isBlocked ? <Blocked erasure={erasure} /> : null}
        {erasing.isError ? <Notice variant="error">{erasing.error.message}</Notice> : null}
        <List title="Is erased" rows={erasure.goes.map((what) => ({ what, words: null }))} />
        <List
          title="Stays, and why"
          rows={erasure.stays.map(({ what, why, until }) => ({ what, words: `${why} (${until})` }))}
        />
        {isBlocked ? null : (
          <Field label={`Type ${email} to confirm`}>
            {(id) => (
              <Input id={id} value={typed} autoComplete="off" onChange={({ target }) => setTyped(target.value)} />
            )}
          </Field>
        )}
      </DrawerBody>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            Cancel
          </Button>
        </Drawer.Close>
        <Button
          size="small"
          variant="danger"
          disabled={isBlocked || !isConfirmed}
          isLoading={erasing.isPending}
          onClick={erase}
        >
          Erase for good
        </Button>
      </Drawer.Footer>
    </>
  );
}

function Blocked({ erasure: { blocked_by: blockedBy, company } }: { erasure: Erasure }) {
  return (
    <Notice variant="warning">
      Nobody else acts for {company?.name ?? "the company"}, which has {blockedBy.join(", ")}. End and settle these
      first.
    </Notice>
  );
}

function List({ title, rows }: { title: string; rows: readonly { what: string; words: string | null }[] }) {
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <Text size="small" weight="plus">
        {title}
      </Text>
      <ul className="list-disc pl-5">
        {rows.map(({ what, words }) => (
          <li key={what} className="txt-small">
            {what}
            {words === null ? null : <span className="text-ui-fg-subtle">: {words}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
