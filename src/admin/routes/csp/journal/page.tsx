import { defineRouteConfig } from "@medusajs/admin-sdk";
import { BookOpen } from "@medusajs/icons";
import { Container, Input } from "@medusajs/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router-dom";
import type { WholeJournalAnswer } from "../../../../api/admin/csp/journal/document";
import { Choice } from "../../../components/choice";
import { PAGE_SIZE, read } from "../../../components/client";
import { PagedList } from "../../../components/paged-list";
import { SectionHeader } from "../../../components/section-header";
import { useOffset } from "../../../components/use-offset";
import { JournalTable } from "./journal-table";

const ALL = "all";

const AREAS = [
  [ALL, "Everywhere"],
  ["attention", "Attention"],
  ["billing", "Billing"],
  ["catalog", "Catalogue"],
  ["company", "Companies"],
  ["provisioning", "Provisioning"],
] as const;

type Filter = { area: string; objectId: string; actor: string; offset: number };

function useJournal({ area, objectId, actor, offset }: Filter) {
  return useQuery({
    queryKey: ["csp-journal", area, objectId, actor, offset],
    queryFn: () => read<WholeJournalAnswer>("/journal", { limit: PAGE_SIZE, offset, area, object_id: objectId, actor }),
    placeholderData: keepPreviousData,
  });
}

const JournalPage = () => {
  const [parameters, setParameters] = useSearchParams();
  const asked = (name: string) => parameters.get(name) ?? "";
  const set = (name: string, value: string) =>
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        next.set(name, value);
        if (value === "" || value === ALL) {
          next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const [offset, setOffset] = useOffset(parameters.toString());
  const list = useJournal({
    area: asked("area"),
    objectId: asked("object").trim(),
    actor: asked("actor"),
    offset,
  });
  return (
    <Container className="divide-y p-0">
      <SectionHeader level="h1" title="Journal" words="Who did what, the newest first.">
        <Input
          size="small"
          placeholder="Id of a thing"
          aria-label="Id of a thing"
          value={asked("object")}
          onChange={({ target }) => set("object", target.value)}
        />
        <Input
          size="small"
          placeholder="Id of a person"
          aria-label="Id of a person"
          value={asked("actor")}
          onChange={({ target }) => set("actor", target.value.trim())}
        />
        <div style={{ width: 150 }}>
          <Choice
            size="small"
            label="Part of the house"
            value={asked("area") || ALL}
            options={AREAS}
            onChange={(value) => set("area", value)}
          />
        </div>
      </SectionHeader>
      <PagedList
        list={list}
        rowsOf={(page) => page.lines}
        problem="The journal could not be read."
        empty="Nothing was done yet, or nothing like this."
        offset={offset}
        onOffset={setOffset}
      >
        {(lines) => (
          <JournalTable lines={lines} onObject={(id) => set("object", id)} onActor={(id) => set("actor", id)} />
        )}
      </PagedList>
    </Container>
  );
};

export const config = defineRouteConfig({ label: "Journal", icon: BookOpen, rank: 8 });

export default JournalPage;
