/** `waiting`: has not gone out yet. `sent`: the mail server took it. `given_up`: it never goes out. */
export type MailState = "waiting" | "sent" | "given_up";

/**
 * Why a mail did not go out. `server`: the mail server took no mail at all. `refused`: it answered, and did not take this
 * one. `unwritten`: it could not be made ready. `here`: sending broke off on our side.
 */
export const MAIL_FAILURES = ["server", "refused", "unwritten", "here"] as const;

export type MailFailure = (typeof MAIL_FAILURES)[number];

/** A mail that somebody wants to go out. */
export type AskedMail = {
  /** What it is about: the same key goes out once. */
  readonly id: string;
  readonly template: string;
  readonly to: string;
  /** All of it, sealed, to be sent later; null where whoever asked asks again. */
  readonly sealed: string | null;
  /** How long it is of use, in milliseconds from the first asking; null: as long as it is asked for. */
  readonly usefulForMs: number | null;
};

/** `try`: the caller alone may send it now. `not_now`: another does, or it was tried a moment ago. */
export type MailTurn =
  | { readonly turn: "try"; readonly attempt: number }
  | { readonly turn: "not_now" }
  | { readonly turn: "over"; readonly state: Exclude<MailState, "waiting"> };

/** A mail that is due to be sent without its asker. */
export type KeptMail = { readonly id: string; readonly sealed: string };
