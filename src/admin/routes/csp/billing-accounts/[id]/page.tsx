import { Container, Tabs } from "@medusajs/ui";
import { Link, useParams } from "react-router-dom";
import type { Account } from "../../../../../api/admin/csp/billing-accounts/document";
import { useAccount } from "../../../../components/accounts/api";
import { DocumentDrawer } from "../../../../components/documents/document-drawer";
import { DocumentList } from "../../../../components/documents/document-list";
import { useOpenDocument } from "../../../../components/documents/use-open-document";
import { Facts } from "../../../../components/facts";
import { instant, inWords } from "../../../../components/format";
import { LoadingRows } from "../../../../components/loading-rows";
import { Notice } from "../../../../components/notice";
import { Problem } from "../../../../components/problem";
import { SectionHeader } from "../../../../components/section-header";
import { CreditLedger } from "./credit-ledger";
import { Journal } from "./journal";
import { NextInvoice } from "./next-invoice";
import { PreferencesForm } from "./preferences-form";

const BillingAccountPage = () => {
  const { id = "" } = useParams();
  const account = useAccount(id);
  if (account.isPending) {
    return (
      <Container className="p-0">
        <LoadingRows />
      </Container>
    );
  }
  if (account.isError) {
    return (
      <Container className="p-0">
        <Problem
          title="The billing account could not be read."
          error={account.error}
          onRetry={() => account.refetch()}
        />
      </Container>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <Overview account={account.data} />
      <Books account={account.data} />
      <PreferencesForm account={account.data} />
    </div>
  );
};

function Overview({ account }: { account: Account }) {
  return (
    <Container className="divide-y p-0">
      <SectionHeader
        level="h1"
        title={account.company_name}
        words={
          <Link to="/csp/billing-accounts" className="text-ui-fg-interactive-hover">
            All billing accounts
          </Link>
        }
      />
      <div className="flex flex-col gap-4 px-6 py-4">
        {account.parked_reason === null ? null : (
          <Notice variant="error">
            Parked after {account.failed_attempts === 1 ? "one attempt" : `${account.failed_attempts} attempts`}:{" "}
            {account.parked_reason}
          </Notice>
        )}
        <Facts
          rows={[
            ["Open", inWords(account.open_amount)],
            ["Credit balance", inWords(account.credit_balance)],
            ["Next run", account.next_run_at === null ? "Nothing is planned" : instant(account.next_run_at)],
            ["Days begin at midnight in", account.time_zone],
          ]}
        />
      </div>
    </Container>
  );
}

function Books({ account }: { account: Account }) {
  const { shown, show } = useOpenDocument();
  return (
    <Container className="p-0">
      <Tabs defaultValue="documents">
        <div className="overflow-x-auto px-6 py-4">
          <Tabs.List>
            <Tabs.Trigger value="documents" className="whitespace-nowrap">
              Documents
            </Tabs.Trigger>
            <Tabs.Trigger value="next" className="whitespace-nowrap">
              Next invoice
            </Tabs.Trigger>
            <Tabs.Trigger value="credit" className="whitespace-nowrap">
              Credit
            </Tabs.Trigger>
            <Tabs.Trigger value="journal" className="whitespace-nowrap">
              Journal
            </Tabs.Trigger>
          </Tabs.List>
        </div>
        <Tabs.Content value="documents" className="border-t">
          <DocumentList
            filter={{ account_id: account.id }}
            empty="Nothing was billed yet."
            onOpen={show}
            withCompany={false}
          />
        </Tabs.Content>
        <Tabs.Content value="next" className="border-t">
          <NextInvoice accountId={account.id} />
        </Tabs.Content>
        <Tabs.Content value="credit" className="border-t">
          <CreditLedger accountId={account.id} onOpen={show} />
        </Tabs.Content>
        <Tabs.Content value="journal" className="border-t">
          <Journal accountId={account.id} onOpen={show} />
        </Tabs.Content>
      </Tabs>
      <DocumentDrawer id={shown} onOpen={show} onClose={() => show(null)} />
    </Container>
  );
}

export default BillingAccountPage;
