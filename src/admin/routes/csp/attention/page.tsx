import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Container, Text } from "@medusajs/ui";
import { useSearchParams } from "react-router-dom";
import type { AttentionAnswer } from "../../../../api/admin/csp/attention/document";
import { AttentionIcon } from "../../../components/attention/attention-icon";
import { Choice } from "../../../components/choice";
import { PageLink } from "../../../components/page-link";
import { PagedList } from "../../../components/paged-list";
import { SectionHeader } from "../../../components/section-header";
import { useOffset } from "../../../components/use-offset";
import { useAttention } from "./api";
import { ItemRow } from "./item-row";

const ALL = "all";

const WHOSE = [
  [ALL, "Everybody's"],
  ["me", "Mine"],
  ["nobody", "Nobody's"],
] as const;

const AGES = [
  [ALL, "Of any age"],
  ["1", "A day and older"],
  ["7", "A week and older"],
  ["30", "30 days and older"],
] as const;

const AttentionPage = () => {
  // Filters are part of the address, so that a list can be shared and gone back to.
  const [parameters, setParameters] = useSearchParams();
  const chosenFor = (name: string) => parameters.get(name) ?? ALL;
  const choose = (name: string) => (value: string) =>
    setParameters((now) => {
      const next = new URLSearchParams(now);
      next.set(name, value);
      if (value === ALL) {
        next.delete(name);
      }
      return next;
    });
  const asked = (name: string) => parameters.get(name) ?? "";
  const [offset, setOffset] = useOffset(parameters.toString());
  const list = useAttention({
    kind: asked("kind"),
    assigned: asked("assigned"),
    olderThanDays: asked("age"),
    offset,
  });
  const isFiltered = parameters.size > 0;

  return (
    <Container className="divide-y p-0">
      <SectionHeader level="h1" title="Attention" words="Everything that waits for a person, the oldest first.">
        <PageLink to="/csp/journal">Journal</PageLink>
        <div style={{ width: 210 }}>
          <Choice
            size="small"
            label="Kind"
            value={chosenFor("kind")}
            options={kindOptions(list.data, chosenFor("kind"))}
            onChange={choose("kind")}
          />
        </div>
        <div style={{ width: 150 }}>
          <Choice
            size="small"
            label="Whose"
            value={chosenFor("assigned")}
            options={WHOSE}
            onChange={choose("assigned")}
          />
        </div>
        <div style={{ width: 170 }}>
          <Choice size="small" label="Age" value={chosenFor("age")} options={AGES} onChange={choose("age")} />
        </div>
      </SectionHeader>
      {list.data === undefined ? null : <Notices answer={list.data} />}
      <PagedList
        list={list}
        rowsOf={(page) => page.items}
        problem="The list could not be read."
        empty={isFiltered ? "Nothing like this waits." : "Nothing waits for a person. All goes by itself."}
        offset={offset}
        onOffset={setOffset}
      >
        {(items, { users, now }) => (
          <ul className="divide-y">
            {items.map((item) => (
              <ItemRow key={`${item.kind} ${item.ref}`} item={item} users={users} now={now} />
            ))}
          </ul>
        )}
      </PagedList>
    </Container>
  );
};

/** What the reader must know of the list itself. */
function Notices({ answer }: { answer: AttentionAnswer }) {
  const told =
    answer.mailed_to === 0
      ? "Nobody is told by mail: set ATTENTION_MAIL, or the option attention.mailTo."
      : `New items with money at stake go out at once by mail to ${answer.mailed_to} ${answer.mailed_to === 1 ? "address" : "addresses"}, all of them once a day.`;
  return (
    <div className="flex flex-col gap-1 px-6 py-2">
      <Text size="small" className="text-ui-fg-subtle">
        {told}
      </Text>
      {answer.unreadable.length === 0 ? null : (
        <Text size="small" className="text-ui-fg-error" role="alert">
          Could not be read just now: {answer.unreadable.join(", ")}. The log says why.
        </Text>
      )}
    </div>
  );
}

/** Kinds of which something waits, and the one that is chosen. */
function kindOptions(answer: AttentionAnswer | undefined, chosen: string) {
  const shown = (answer?.kinds ?? []).filter(({ name, count }) => count > 0 || name === chosen);
  return [
    [ALL, "Every kind"],
    ...shown.map(({ name, title, count }) => [name, `${title} (${count})`] as const),
  ] as const;
}

export const config = defineRouteConfig({ label: "Attention", icon: AttentionIcon, rank: 0 });

export default AttentionPage;
