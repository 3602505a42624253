import { isLetter, isVisible, isWholeWord, lengthOf, printed } from "./characters";

/** "Utility resources" still says 50; the newer page of rules, which customers are refused by, says 40. */
const LONGEST_NAME = 40;

/** Named as examples by the page; its list is not published. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(["admin", "nobody", "test"]);

/** The only published form: an optional 1, and ten digits with what may stand between them. */
const US_PHONE = /^(1[-/.]?)?(\(\d{3}\)|\d{3})[-/.]?\d{3}[-/.]?\d{4}$/;

const VENDOR_DOMAIN = "microsoft.com";

/** Digits with what people put between them; a plus in front. How long a number may be is E.164's. */
const PHONE = /^\+?[0-9 ()./-]+$/;
/** The zero that is left out when called from abroad. */
const TRUNK_ZERO = /\(0\)/g;
const FEWEST_DIGITS = 5;
const MOST_DIGITS = 15;
const LONGEST_PHONE = 40;

/**
 * What Microsoft would not take in the first or last name of a contact, as the end of the sentence "The name ..."; null
 * when nothing.
 *
 * Source: Microsoft Learn, Partner Center, "Validate company names, customer names, and email addresses", customer
 * primary contact name rules: more than one character (Chinese names excepted; Korean and Japanese ones are here as well,
 * because a syllable is a whole surname there), 40 at most, not digits, special characters or emoji alone.
 */
export function contactNameProblem(name: string): string | null {
  if (!isVisible(name)) {
    return "must be the person's name";
  }
  if (lengthOf(name) > LONGEST_NAME) {
    return `must be at most ${LONGEST_NAME} characters: Microsoft takes no longer name of a contact`;
  }
  const characters = printed(name);
  if (!characters.some(isLetter)) {
    return "must have letters: Microsoft takes no contact whose name is digits, special characters or emoji only";
  }
  if (characters.length === 1 && !characters.some(isWholeWord)) {
    return "must be written out: Microsoft takes no contact whose name is one letter";
  }
  return null;
}

/**
 * The same page's rule against placeholders ("test", "admin", "nobody"), apart from the others: Microsoft's own example of
 * creating a customer is one named Test, and is answered with 201. It is for forms, where a person can be asked.
 */
export function placeholderNameProblem(name: string): string | null {
  return PLACEHOLDERS.has(name.trim().toLowerCase())
    ? "must be the name of a real person: Microsoft takes no placeholder"
    : null;
}

/**
 * What Microsoft would not take in a customer's mail address, whose form is not looked at here; null when nothing.
 *
 * Source: as for names, email address rules: neither @microsoft.com nor the partner's own domain. A part of either
 * domain (news.contoso.com) is not refused: the page speaks of addresses that end with the domain itself.
 *
 * @param partnerDomains in any case of letters
 */
export function contactMailProblem(address: string, partnerDomains: readonly string[]): string | null {
  const domain = address
    .slice(address.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase();
  if (domain === VENDOR_DOMAIN) {
    return "must be an address of your own company: Microsoft takes no customer at microsoft.com";
  }
  if (partnerDomains.some((own) => own.toLowerCase() === domain)) {
    return `must be an address of your own company: Microsoft takes no customer at ${domain}, the domain of its partner`;
  }
  return null;
}

/**
 * What is wrong with a telephone number; null when nothing.
 *
 * Source: Microsoft publishes a form for the USA only (Partner Center REST, "Get address formatting rules by market"), and
 * numbers there may be optional; so no more is asked than what every telephone number is: 5 to 15 digits (E.164) with
 * what people write between them.
 */
export function phoneProblem(phone: string): string | null {
  const text = phone.trim();
  const digits = text.replace(TRUNK_ZERO, "").replace(/\D/g, "").length;
  const isPhone =
    PHONE.test(text) && lengthOf(text) <= LONGEST_PHONE && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
  return isPhone ? null : "must be a phone number with country code, such as +1 206 555 0100";
}

/**
 * A telephone number as Microsoft is sent it, null when it is left out. In the USA, the only country whose form is
 * published ("Get address formatting rules by market"), there is neither a plus nor a space in it; a number that is none
 * of the country's is left out, because it is optional there.
 *
 * @param country ISO 3166-1 alpha-2, in any case of letters
 */
export function phoneForVendor(country: string, phone: string): string | null {
  if (country.toUpperCase() !== "US") {
    return phone.trim() || null;
  }
  const digits = phone.replace(/\D/g, "");
  return US_PHONE.test(digits) ? digits : null;
}
