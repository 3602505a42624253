import { Link } from "react-router";
import { isZero } from "../../components/money-sign";
import { Badge, Card } from "../../components/ui/layout";
import { DateText, Instant, Money } from "../../components/ui/values";
import type { Change } from "../../server/api/changes.server";
import { askedBy, changeTitle, refusalWords, stateWords } from "./words";

/** What was asked for of a subscription: what, by whom, when, and what came of it. */
export function ChangeHistory({ changes, seller }: { changes: readonly Change[]; seller: string }) {
  return (
    <Card title="Changes so far">
      {changes.length === 0 ? (
        <p className="text-soft">Nothing has been changed since it was bought.</p>
      ) : (
        <ol className="grid" aria-label="Changes so far">
          {changes.map((change) => (
            <Entry key={change.id} change={change} seller={seller} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function Entry({ change, seller }: { change: Change; seller: string }) {
  const { tone, title } = stateWords(change, seller);
  const { refusal, reason, confirmed_at, counts_from_on } = change;
  return (
    <li className="grid gap-1 border-b border-line py-4 first:pt-0 last:border-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{changeTitle(change)}</span>
        <Badge tone={change.state === "withdrawn" ? "plain" : tone}>{title}</Badge>
      </div>
      <p className="text-sm text-soft">
        {askedBy(change.asked_as, seller)}, <Instant at={change.asked_at} />
      </p>
      {reason !== null && <p className="text-sm">Reason: {reason}</p>}
      {refusal !== null && <p className="text-sm">{refusalWords(refusal, seller)}</p>}
      {confirmed_at !== null && (
        <p className="text-sm text-soft">
          Confirmed by Microsoft at <Instant at={confirmed_at} />
          {counts_from_on !== null && change.kind !== "renewal" && (
            <>
              , counts from <DateText on={counts_from_on} />
            </>
          )}
        </p>
      )}
      {change.state === "done" && <Settled change={change} />}
    </li>
  );
}

/** What it cost, and the document that says so. */
function Settled({ change: { kind, at_once, amount_due, invoice_id } }: { change: Change }) {
  const isAdded = kind === "add_seats";
  const money =
    !at_once || !isAdded ? null : isZero(amount_due) ? "Paid from your credit" : <Money value={amount_due} />;
  if (money === null && invoice_id === null) {
    return null;
  }
  return (
    <p className="flex flex-wrap gap-x-3 text-sm">
      {money !== null && <span>{isZero(amount_due) ? money : <>{money} including tax</>}</span>}
      {invoice_id !== null && (
        <Link className="link" to={`/account/invoices/${invoice_id}`}>
          {isAdded ? "Its invoice" : "Its credit note"}
        </Link>
      )}
    </p>
  );
}
