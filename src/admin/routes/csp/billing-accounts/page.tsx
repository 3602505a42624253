import { defineRouteConfig } from "@medusajs/admin-sdk";
import { BuildingsSolid } from "@medusajs/icons";
import { Container, Input } from "@medusajs/ui";
import { useState } from "react";
import { useAccounts } from "../../../components/accounts/api";
import { Choice } from "../../../components/choice";
import { PagedList } from "../../../components/paged-list";
import { SectionHeader } from "../../../components/section-header";
import { useOffset } from "../../../components/use-offset";
import { AccountTable } from "./account-table";

const HOLDUPS = [
  ["all", "All accounts"],
  ["parked", "Parked"],
  ["running", "Not parked"],
] as const;

const BillingAccountsPage = () => {
  const [q, setQ] = useState("");
  const [holdup, setHoldup] = useState<(typeof HOLDUPS)[number][0]>("all");
  const filter = { q: q.trim(), parked: holdup === "all" ? undefined : holdup === "parked" };
  const [offset, setOffset] = useOffset(JSON.stringify(filter));
  const list = useAccounts(filter, offset);
  const isFiltered = filter.q !== "" || filter.parked !== undefined;
  return (
    <Container className="divide-y p-0">
      <SectionHeader
        level="h1"
        title="Billing accounts"
        words="How each company is billed, and what it owes or is owed."
      >
        <Input
          size="small"
          type="search"
          placeholder="Company"
          aria-label="Company"
          value={q}
          onChange={({ target }) => setQ(target.value)}
        />
        <div style={{ width: 150 }}>
          <Choice size="small" label="Parked" value={holdup} options={HOLDUPS} onChange={setHoldup} />
        </div>
      </SectionHeader>
      <PagedList
        list={list}
        rowsOf={(page) => page.accounts}
        problem="The billing accounts could not be read."
        empty={
          isFiltered
            ? "No account matches."
            : "No billing accounts yet. A company gets its own with its first checkout."
        }
        offset={offset}
        onOffset={setOffset}
      >
        {(accounts) => <AccountTable accounts={accounts} />}
      </PagedList>
    </Container>
  );
};

export const config = defineRouteConfig({ label: "Billing accounts", icon: BuildingsSolid, rank: 2 });

export default BillingAccountsPage;
