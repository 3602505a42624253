import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Calendar } from "@medusajs/icons";
import { Container } from "@medusajs/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router-dom";
import type { RenewalsAnswer } from "../../../../api/admin/csp/renewals/document";
import { Choice } from "../../../components/choice";
import { PAGE_SIZE, read } from "../../../components/client";
import { PagedList } from "../../../components/paged-list";
import { SectionHeader } from "../../../components/section-header";
import { useOffset } from "../../../components/use-offset";
import { RenewalTable } from "./renewal-table";

const WITHIN = [
  ["7", "7 days"],
  ["14", "14 days"],
  ["30", "30 days"],
  ["60", "60 days"],
  ["90", "90 days"],
  ["366", "A year"],
  ["1200", "All"],
] as const;
type Within = (typeof WITHIN)[number][0];

const DEFAULT_WITHIN: Within = "90";

function useRenewals(days: Within, offset: number) {
  return useQuery({
    queryKey: ["csp-renewals", days, offset],
    queryFn: () => read<RenewalsAnswer>("/renewals", { limit: PAGE_SIZE, offset, days }),
    placeholderData: keepPreviousData,
  });
}

const RenewalsPage = () => {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get("days");
  const days = WITHIN.find(([value]) => value === asked)?.[0] ?? DEFAULT_WITHIN;
  const [offset, setOffset] = useOffset(days);
  const list = useRenewals(days, offset);
  return (
    <Container className="divide-y p-0">
      <SectionHeader
        level="h1"
        title="Renewals"
        words="What ends when, what happens then, and what it costs by the price list of that day."
      >
        <div style={{ width: 120 }}>
          <Choice
            size="small"
            label="Ends within"
            value={days}
            options={WITHIN}
            onChange={(value) => setParameters({ days: value }, { replace: true })}
          />
        </div>
      </SectionHeader>
      <PagedList
        list={list}
        rowsOf={(page) => page.renewals}
        problem="The renewals could not be read."
        empty="No term ends within that time."
        offset={offset}
        onOffset={setOffset}
      >
        {(renewals) => <RenewalTable renewals={renewals} />}
      </PagedList>
    </Container>
  );
};

export const config = defineRouteConfig({ label: "Renewals", icon: Calendar, rank: 3 });

export default RenewalsPage;
