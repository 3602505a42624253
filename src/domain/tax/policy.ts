import type { RoundingPolicy } from "../money";

/** Where tax is rounded. One level for a whole document; stored with it and used again by its credit notes. */
export type TaxPolicy = {
  readonly version: string;
  readonly roundOn: "line" | "document";
  readonly rounding: RoundingPolicy;
};

/** Tax on the sum of the lines, as EN 16931 and most invoice laws expect it. */
export const DOCUMENT_TAX_POLICY: TaxPolicy = { version: "tax-document-1", roundOn: "document", rounding: "half_up" };
/** Tax on each line. */
export const LINE_TAX_POLICY: TaxPolicy = { version: "tax-line-1", roundOn: "line", rounding: "half_up" };
export const DEFAULT_TAX_POLICY = DOCUMENT_TAX_POLICY;

const POLICIES: readonly TaxPolicy[] = [DOCUMENT_TAX_POLICY, LINE_TAX_POLICY];

/** The policy that a stored document names. @throws RangeError for a version that never existed */
export function taxPolicy(version: string): TaxPolicy {
  const policy = POLICIES.find((candidate) => candidate.version === version);
  if (policy === undefined) {
    const known = POLICIES.map((candidate) => candidate.version).join(", ");
    throw new RangeError(`"${version}" is not a tax policy: use one of ${known}.`);
  }
  return policy;
}
