import { formatDate } from "../../components/format";
import { Fact, Facts, Notice } from "../../components/ui/layout";
import { DateText, Instant, Money } from "../../components/ui/values";
import type { ChangePreview } from "../../server/api/changes.server";
import { seats } from "../plans/labels";
import { endExplained, endInWords } from "./words";

type EndPreviewProps = {
  preview: ChangePreview;
  outcome: "renew" | "stop" | "extend";
  quantity: number | null;
  termLastOn: string;
};

/** What a choice for the end of the term would mean. */
export function EndPreview({ preview, outcome, quantity, termLastOn }: EndPreviewProps) {
  const { next_term: next } = preview;
  const explained = endExplained(outcome, formatDate(termLastOn));
  const words = endInWords({ outcome, quantity });
  return (
    <div className="grid gap-4">
      <p className="text-xl font-semibold">
        {words.charAt(0).toUpperCase()}
        {words.slice(1)} after <DateText on={termLastOn} />
      </p>
      {explained !== null && <p>{explained}</p>}
      {outcome === "extend" && next === null && (
        <Notice tone="warn" title="Its price is not known here">
          Microsoft has a price of its own for this service, as a rule above that of a term, and we have none to show
          you. Ask us before you choose it if the price matters.
        </Notice>
      )}
      {next !== null && (
        <>
          <Facts>
            <Fact name={outcome === "extend" ? "Goes on" : "Next term"}>
              {seats(next.quantity)} from <DateText on={next.from_on} />
            </Fact>
            <Fact name={outcome === "extend" ? "Each month, net" : "First charge, net"}>
              <Money value={next.first_charge} />
            </Fact>
            {outcome !== "extend" && (
              <Fact name="Whole term, net">
                <Money value={next.whole_term} />
              </Fact>
            )}
          </Facts>
          <p className="text-sm text-soft">
            {next.price_known
              ? "By the price list that holds on that day, before discounts."
              : "By today’s price, before discounts: the price of that day is not known yet and is what counts."}
          </p>
        </>
      )}
      <Facts>
        <Fact name="Still to be billed in this term, net">
          <Money value={preview.rest_of_term} />
        </Fact>
        <Fact name="To pay now">nothing</Fact>
        {preview.undo_until_at !== null && (
          <Fact name="Can be changed until">
            <Instant at={preview.undo_until_at} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}
