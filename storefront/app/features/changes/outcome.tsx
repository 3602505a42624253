import { Notice } from "../../components/ui/layout";
import { DateText } from "../../components/ui/values";
import type { Change } from "../../server/api/changes.server";
import { changeTitle, refusedBy, stateWords } from "./words";

/** How the newest change came out, for a day; nothing where Seatline wrote something again by itself. */
export function ChangeOutcomeNotice({ change, seller, now }: { change: Change; seller: string; now: string }) {
  const { finished_at, asked_as, refusal } = change;
  const isNews = finished_at !== null && new Date(now).getTime() - new Date(finished_at).getTime() < 86_400_000;
  if (!isNews || asked_as === "system") {
    return null;
  }
  const { tone, title, words } = stateWords(change, seller);
  return (
    <Notice tone={tone} title={`${title}: ${lowerFirst(changeTitle(change))}`}>
      {refusal !== null ? (
        <>
          {refusedBy(refusal.by, seller)}: {refusal.reason} What was held for it has been released.
        </>
      ) : change.state !== "done" ? (
        words
      ) : change.counts_from_on !== null ? (
        <>
          Confirmed by Microsoft; it counts from <DateText on={change.counts_from_on} />.
        </>
      ) : (
        "Confirmed by Microsoft."
      )}
    </Notice>
  );
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
