import { isVisible, lengthOf } from "./characters";
import { POSTAL_CODES } from "./postal-codes";

const LONGEST_LINE = 200;

/** Codes of states and provinces where they are checked. */
export const STATES: Readonly<Record<string, ReadonlySet<string>>> = {
  US: new Set(
    (
      "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR " +
      "PA RI SC SD TN TX UT VA VT WA WI WV WY"
    ).split(" "),
  ),
  CA: new Set("AB BC MB NB NL NS NT NU ON PE QC SK YT".split(" ")),
};

/**
 * What is wrong with a line of an address; null when nothing.
 *
 * Source: Microsoft Learn, Partner Center REST, "Utility resources", Address: 1 to 200 characters. `what` completes "must
 * be ...".
 */
export function addressLineProblem(line: string, what: string): string | null {
  if (!isVisible(line)) {
    return `must be ${what}`;
  }
  return lengthOf(line) > LONGEST_LINE ? `must be at most ${LONGEST_LINE} characters` : null;
}

/**
 * What is wrong with a state or province; null when nothing, and where Microsoft checks none.
 *
 * Source: Partner Center REST, "Validate an address": in the USA, Canada, China and Mexico it must be one of a list, in
 * every other country any text will do. The list is printed for the USA ("Get address formatting rules by market");
 * Canada's are the codes of ISO 3166-2; the other two are not published and are left to Microsoft's own check. The two
 * characters that "Utility resources" gives as longest state are not asked for: Australia's have three.
 *
 * @param country ISO 3166-1 alpha-2, in any case of letters
 */
export function stateProblem(country: string, state: string | null | undefined): string | null {
  const states = STATES[country.toUpperCase()];
  return states && !states.has((state ?? "").trim().toUpperCase())
    ? "must be the state or province, as its two letters such as WA"
    : null;
}

/**
 * What is wrong with a postal code; null when nothing, and in countries whose codes are not listed here.
 *
 * Source: for the USA the published expression (Partner Center REST, "Get address formatting rules by market"). Others are
 * not published; for them the form is the postal system's own, spaces and hyphens as people write them.
 *
 * @param country ISO 3166-1 alpha-2, in any case of letters
 */
export function postalCodeProblem(country: string, postalCode: string | null | undefined): string | null {
  const rule = POSTAL_CODES[country.toUpperCase()];
  return rule && !new RegExp(rule.form, "i").test((postalCode ?? "").trim())
    ? `must be ${rule.named ?? "a postal code"}, such as ${rule.example}`
    : null;
}
