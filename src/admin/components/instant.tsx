import { instant, inUtc } from "./format";

/** An instant in the reader's own zone; pointed at, it is told in UTC. */
export function Instant({ at }: { at: string }) {
  return (
    <time dateTime={at} title={inUtc(at)} className="whitespace-nowrap">
      {instant(at)}
    </time>
  );
}
