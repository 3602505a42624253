import { Badge, Button, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import type { AttentionAnswer, AttentionItem } from "../../../../api/admin/csp/attention/document";
import { ActButton, ReasonDialog } from "../../../components/act-button";
import { Choice } from "../../../components/choice";
import { inUtc } from "../../../components/format";
import { PageLink } from "../../../components/page-link";
import { span } from "../../../components/provisioning/words";
import { useAssign, useResolve } from "./api";
import { Notes } from "./notes";
import { Stake } from "./stake";

const NOBODY = "nobody";

/** One thing that waits: what happened, since when, what hangs on it, who has it, and what can be done. */
export function ItemRow({ item, users, now }: { item: AttentionItem } & Pick<AttentionAnswer, "users" | "now">) {
  return (
    <li className="flex flex-col gap-2 px-6 py-4">
      <div className="flex flex-wrap items-center gap-2">
        <Badge size="2xsmall">{item.kind_title}</Badge>
        <Text size="small" className="text-ui-fg-subtle">
          {item.company === null ? null : `${item.company.name}, `}
          <time dateTime={item.since} title={inUtc(item.since)}>
            for {span(item.since, now)}
          </time>
        </Text>
      </div>
      <Text weight="plus" className="break-words">
        {item.words}
      </Text>
      {item.detail === null ? null : (
        <Text size="small" className="text-ui-fg-subtle whitespace-pre-wrap" style={{ overflowWrap: "anywhere" }}>
          {item.detail}
        </Text>
      )}
      {item.customer_reads === null ? null : (
        <Text size="small" className="break-words">
          The customer reads: {item.customer_reads}
        </Text>
      )}
      <Stake money={item.money} />
      <Notes item={item} />
      <div className="flex flex-wrap items-center gap-2">
        {item.acts.map((act) => (
          <ActButton key={act.path} act={act} about={item.words} />
        ))}
        {item.can_resolve ? <Resolve item={item} /> : null}
        <Assignment item={item} users={users} />
        {item.links.map(({ words, path }) => (
          <PageLink key={path} to={path}>
            {words}
          </PageLink>
        ))}
      </div>
    </li>
  );
}

function Assignment({ item, users }: { item: AttentionItem } & Pick<AttentionAnswer, "users">) {
  const assign = useAssign(item);
  const options = [[NOBODY, "Nobody has it"], ...users.map(({ id, name }) => [id, name] as const)] as const;
  const choose = (id: string) =>
    assign.mutate(id === NOBODY ? null : id, {
      onError: (error) => toast.error("It was not assigned", { description: error.message }),
    });
  return (
    <div style={{ minWidth: 180 }}>
      <Choice
        size="small"
        label={`Who has it: ${item.words}`}
        value={item.assigned_to?.id ?? NOBODY}
        options={options}
        onChange={choose}
      />
    </div>
  );
}

function Resolve({ item }: { item: AttentionItem }) {
  const [isOpen, setOpen] = useState(false);
  const resolve = useResolve(item);
  const done = (reason: string | null) =>
    resolve.mutate(reason ?? "", {
      onSuccess: () => {
        setOpen(false);
        toast.success("It is off the list, with your word for it.");
      },
      onError: (error) => toast.error("It stays on the list", { description: error.message }),
    });
  return (
    <>
      <Button size="small" variant="secondary" aria-label={`Resolve: ${item.words}`} onClick={() => setOpen(true)}>
        Resolve
      </Button>
      <ReasonDialog
        title="Resolve"
        warning="You say that nothing is left to do. Should it look otherwise one day, it comes back."
        asksReason
        hint="For your colleagues and the journal."
        isOpen={isOpen}
        onOpen={setOpen}
        isPending={resolve.isPending}
        error={resolve.error}
        onDone={done}
      />
    </>
  );
}
