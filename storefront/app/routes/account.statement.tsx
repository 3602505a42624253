import { data, Form, useNavigation } from "react-router";
import { isNegative, isZero, negated } from "../components/money-sign";
import { Button, ButtonLink } from "../components/ui/button";
import { ErrorSummary } from "../components/ui/error-summary";
import { type FormMemory, TextField } from "../components/ui/field";
import { Icon } from "../components/ui/icon";
import { Card, Empty, Fact, Facts, PageTitle } from "../components/ui/layout";
import { DateText, Money } from "../components/ui/values";
import { loadStatement, statementDays } from "../features/account/statement.server";
import { endingOf } from "../features/account/statement-ending";
import { StatementTable } from "../features/account/statement-table";
import type { Statement } from "../server/api/billing.server";
import { readCompany } from "../server/api/company.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.statement";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const [company, loaded] = await Promise.all([
      readCompany(api),
      loadStatement(api, statementDays(url.searchParams)),
    ]);
    const status = loaded.memory.problems.length > 0 ? 400 : 200;
    return data({ ...loaded, companyName: company?.legal_name ?? null }, { status });
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Statement" }];

export default function StatementPage({ loaderData }: Route.ComponentProps) {
  const { statement, memory, companyName } = loaderData;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <PageTitle title="Statement">{companyName}</PageTitle>
      <PeriodForm key={statement?.period.start_on ?? "refused"} statement={statement} memory={memory} />
      {statement !== null && <StatementView statement={statement} />}
      {statement === null && memory.problems.length === 0 && (
        <Empty icon="chart" title="Nothing to show yet">
          The statement begins with your first purchase. It lists invoices, credit notes and payments, with the balance
          after each.
        </Empty>
      )}
    </div>
  );
}

function PeriodForm({ statement, memory }: { statement: Statement | null; memory: FormMemory }) {
  const busy = useNavigation().state === "loading";
  return (
    <Form method="get" className="no-print card grid gap-4 p-5 sm:p-6" noValidate>
      <ErrorSummary memory={memory} />
      <div className="flex flex-wrap items-start gap-4">
        <TextField
          type="date"
          name="from"
          label="From"
          memory={memory}
          defaultValue={statement?.period.start_on ?? ""}
          required={false}
        />
        <TextField
          type="date"
          name="to"
          label="To, this day included"
          memory={memory}
          defaultValue={statement?.period.last_on ?? ""}
          required={false}
        />
        <div className="self-end">
          <Button look="quiet" busy={busy}>
            Show
          </Button>
        </div>
      </div>
    </Form>
  );
}

function StatementView({ statement }: { statement: Statement }) {
  const { period, closing_balance, credit_balance, time_zone } = statement;
  const ending = endingOf(statement);
  const yours = isNegative(closing_balance);
  return (
    <Card>
      <div className="grid gap-6">
        <div className="flex flex-wrap items-start justify-between gap-4">
          <div>
            <p className="text-soft">
              <DateText on={period.start_on} /> to <DateText on={period.last_on} />
            </p>
            <p className="text-3xl font-semibold tracking-tight">
              <Money value={yours ? negated(closing_balance) : closing_balance} />
            </p>
            <p className="text-sm text-soft">
              {isZero(closing_balance) ? "nothing owed" : yours ? "your credit" : "owed by you"} {ending.when}{" "}
              <DateText on={ending.on} />
            </p>
          </div>
          <div className="no-print flex flex-wrap gap-3">
            <ButtonLink
              to={`/account/statement/csv?from=${period.start_on}&to=${period.last_on}`}
              look="quiet"
              download
            >
              <Icon name="download" />
              Download CSV
            </ButtonLink>
          </div>
        </div>
        <StatementTable statement={statement} />
        <Facts>
          <Fact name="Credit that the next invoices use up, as of today">
            <Money value={credit_balance} />
          </Fact>
        </Facts>
        <p className="text-sm text-soft">
          Days are those of the {time_zone} time zone. Positive balances are owed by you, negative ones are your credit.
        </p>
      </div>
    </Card>
  );
}
