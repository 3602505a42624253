import { isZero } from "../../components/money-sign";
import { Notice } from "../../components/ui/layout";
import { DateText } from "../../components/ui/values";
import type { Change } from "../../server/api/changes.server";
import { changeTitle, refusalWords, stateWords } from "./words";

/** How a change came out that is over. */
export function ChangeOutcomeNotice({ change, seller }: { change: Change; seller: string }) {
  return (
    <Notice tone={stateWords(change, seller).tone} title={changeTitle(change)}>
      <Outcome change={change} seller={seller} />
    </Notice>
  );
}

function Outcome({ change, seller }: { change: Change; seller: string }) {
  const { state, kind, refusal, at_once, amount_due, counts_from_on } = change;
  const { title, words } = stateWords(change, seller);
  if (refusal !== null) {
    return (
      <>
        {title}. {refusalWords(refusal, seller)}
        {at_once && !isZero(amount_due) && " What was held for it on your card has been released."}
      </>
    );
  }
  if (state !== "done") {
    return (
      <>
        {title}. {words}
      </>
    );
  }
  return counts_from_on === null || kind === "renewal" ? (
    "Done, and confirmed by Microsoft."
  ) : (
    <>
      Done, and confirmed by Microsoft: it counts from <DateText on={counts_from_on} />.
    </>
  );
}
