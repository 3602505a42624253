import type { VatIdParts } from "../../domain/tax";

/** What a directory of VAT ids says of one. */
export type VatIdAnswer =
  | {
      readonly outcome: "valid";
      /** Whose it is, where the member state tells it. */
      readonly holder: string | null;
      /** The number under which the directory remembers that it was asked; only for askers with a VAT id of their own. */
      readonly reference: string | null;
    }
  | { readonly outcome: "invalid" }
  /** The member state's own directory does not answer; the others do. */
  | { readonly outcome: "member_state_down"; readonly reason: string }
  /** Nothing can be learnt now, of any id. */
  | { readonly outcome: "unavailable"; readonly reason: string };

/** A directory of VAT ids. */
export type VatDirectory = {
  /** Asks for one id; never throws, since no answer is an answer too. */
  readonly ask: (id: VatIdParts, asker: VatIdParts | null) => Promise<VatIdAnswer>;
};
