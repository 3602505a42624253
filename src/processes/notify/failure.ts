import { reasonOf } from "../../errors/reason-of";
import type { MailFailure } from "../../modules/mail";

/**
 * Whether the server took no mail at all; one that refuses an address speaks of that address. Medusa keeps the words of an
 * error and not its code, which our mail provider therefore puts before them.
 */
const OF_THE_SERVER =
  /\b(ECONN\w+|EAUTH|ENOAUTH|EOAUTH2|EDNS|ENOTFOUND|EAI_AGAIN|ESOCKET|ETIMEDOUT|ETLS|EREQUIRETLS|EPROTOCOL|EPROXY|EABORT|EHOSTUNREACH|Connection timeout|Greeting never received|Invalid login)\b/;

/** Medusa's words around what the mail provider said. */
const OF_THE_PROVIDER = /Failed to send notification/;

/** There is no such mailbox or domain, by the codes of RFC 3463; other refusals may be of the moment, or of the set-up. */
const NO_SUCH_ADDRESS = /recipients were rejected: 5\d\d[ -]5\.1\.(1|2|3|10)\b/;

/** What went wrong with sending a mail, from what was thrown. */
export function failureOf(error: unknown): MailFailure {
  const text = reasonOf(error);
  if (OF_THE_SERVER.test(text)) {
    return "server";
  }
  return OF_THE_PROVIDER.test(text) ? "refused" : "here";
}

/** Whether no other try can ever bring the mail to its address. */
export const isForGood = (error: unknown): boolean => NO_SUCH_ADDRESS.test(reasonOf(error));
