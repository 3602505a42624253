import { Link } from "react-router";
import { DateText, Money } from "../../components/ui/values";
import type { Statement } from "../../server/api/billing.server";
import { endingOf } from "./statement-ending";

type Row = Statement["rows"][number];

const WORDS: Record<Row["kind"], string> = {
  invoice: "Invoice",
  credit_note: "Credit note",
  payment: "Payment",
  refund: "Refund",
  chargeback: "Payment taken back by your bank",
  adjustment: "Credit adjusted by the seller",
};

/** Everything that changed what is owed, with the balance after each entry. */
export function StatementTable({ statement }: { statement: Statement }) {
  const { period, rows, opening_balance, closing_balance } = statement;
  const ending = endingOf(statement);
  return (
    <table className="figures w-full text-left">
      <caption className="sr-only">
        Entries with the balance after each; positive balances are owed by you, negative ones are your credit
      </caption>
      <thead className="text-sm text-soft">
        <tr className="border-b border-line">
          <th scope="col" className="hidden py-2 pr-3 font-medium sm:table-cell">
            Date
          </th>
          <th scope="col" className="py-2 pr-3 font-medium">
            Entry
          </th>
          <th scope="col" className="py-2 pl-3 text-right font-medium">
            Amount
          </th>
          <th scope="col" className="hidden py-2 pl-3 text-right font-medium sm:table-cell">
            Balance
          </th>
        </tr>
      </thead>
      <tbody>
        <Balance name="Opening balance" on={period.start_on} value={opening_balance} />
        {rows.map((row, index) => (
          // Rows have no identity of their own, and their order is fixed.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
          <tr key={index} className="border-b border-line">
            <td className="hidden py-2.5 pr-3 align-baseline whitespace-nowrap sm:table-cell">
              <DateText on={row.on} />
            </td>
            <th scope="row" className="py-2.5 pr-3 align-baseline font-normal">
              <Entry row={row} />
              <span className="block text-sm text-soft sm:hidden">
                <DateText on={row.on} />
              </span>
            </th>
            <td className="py-2.5 pl-3 text-right align-baseline">
              <Money value={row.amount} />
              <span className="block text-sm whitespace-nowrap text-soft sm:hidden">
                balance <Money value={row.balance} />
              </span>
            </td>
            <td className="hidden py-2.5 pl-3 text-right align-baseline sm:table-cell">
              <Money value={row.balance} />
            </td>
          </tr>
        ))}
        <Balance name={ending.name} on={ending.on} value={closing_balance} />
      </tbody>
    </table>
  );
}

function Entry({ row }: { row: Row }) {
  return (
    <>
      {WORDS[row.kind]}
      {row.kind === "payment" && row.card && ` with ${row.card}`}
      {row.document && (
        <>
          {row.kind === "payment" ? " for " : " "}
          <Link className="link inline-block py-0.5 whitespace-nowrap" to={`/account/invoices/${row.document.id}`}>
            {row.document.number}
          </Link>
        </>
      )}
    </>
  );
}

type BalanceProps = { name: string; on: string; value: Statement["opening_balance"] };

function Balance({ name, on, value }: BalanceProps) {
  return (
    <tr className="border-b border-line font-semibold last:border-0">
      <td className="hidden py-2.5 pr-3 align-baseline font-normal whitespace-nowrap sm:table-cell">
        <DateText on={on} />
      </td>
      <th scope="row" className="py-2.5 pr-3 align-baseline">
        {name}
        <span className="block text-sm font-normal text-soft sm:hidden">
          <DateText on={on} />
        </span>
      </th>
      <td className="hidden sm:table-cell" />
      <td className="py-2.5 pl-3 text-right align-baseline">
        <Money value={value} />
      </td>
    </tr>
  );
}
