import { Link } from "react-router";
import { isZero } from "../../components/money-sign";
import { Icon } from "../../components/ui/icon";
import { DateText, Money } from "../../components/ui/values";
import type { Invoice } from "../../server/api/invoices.server";
import { documentName, InvoiceStatus } from "./status";

/** Invoices and credit notes as a table; on small screens only what one looks for. */
export function InvoiceList({ invoices }: { invoices: readonly Invoice[] }) {
  return (
    <table className="figures w-full text-left">
      <thead className="text-sm text-soft">
        <tr className="border-b border-line">
          <th scope="col" className="py-2 pr-3 font-medium">
            Document
          </th>
          <th scope="col" className="hidden px-3 py-2 font-medium sm:table-cell">
            Issued
          </th>
          <th scope="col" className="hidden px-3 py-2 font-medium sm:table-cell">
            State
          </th>
          <th scope="col" className="py-2 pl-3 text-right font-medium">
            Total
          </th>
          <th scope="col" className="hidden py-2 pl-3 text-right font-medium sm:table-cell">
            Due
          </th>
          <th scope="col" className="w-12 py-2 pl-2">
            <span className="sr-only">PDF</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {invoices.map((invoice) => (
          <InvoiceRow key={invoice.id} invoice={invoice} />
        ))}
      </tbody>
    </table>
  );
}

function InvoiceRow({ invoice }: { invoice: Invoice }) {
  const owing = !isZero(invoice.amount_due);
  return (
    <tr className="border-b border-line last:border-0">
      <th scope="row" className="py-3 pr-3 font-medium">
        <Link
          to={`/account/invoices/${invoice.id}`}
          prefetch="intent"
          className="link inline-block py-0.5 whitespace-nowrap"
        >
          {invoice.number}
        </Link>
        <span className="block text-sm font-normal text-soft sm:hidden">
          <DateText on={invoice.issued_on} />
        </span>
        <span className="mt-1 block text-sm sm:hidden">
          <InvoiceStatus status={invoice.status} />
        </span>
      </th>
      <td className="hidden px-3 py-3 sm:table-cell">
        <DateText on={invoice.issued_on} />
      </td>
      <td className="hidden px-3 py-3 sm:table-cell">
        <InvoiceStatus status={invoice.status} />
      </td>
      <td className="py-3 pl-3 text-right font-medium">
        <Money value={invoice.total} />
        {owing && (
          <span className="block text-sm font-normal text-soft sm:hidden">
            <Money value={invoice.amount_due} /> due
          </span>
        )}
      </td>
      <td className="hidden py-3 pl-3 text-right sm:table-cell">
        {owing ? <Money value={invoice.amount_due} /> : <span className="text-soft">none</span>}
      </td>
      <td className="py-1 pl-2 text-right">
        <a
          href={`/account/invoices/${invoice.id}/pdf`}
          download
          className="inline-grid size-10 place-items-center rounded-lg text-soft hover:bg-sunken hover:text-ink"
          aria-label={`Download ${documentName(invoice)} as PDF`}
        >
          <Icon name="download" />
        </a>
      </td>
    </tr>
  );
}
