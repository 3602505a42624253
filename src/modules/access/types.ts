/** Requests counted under one key in the window that is running. */
export type RequestCount = {
  readonly requests: number;
  /** Exclusive: a request at this instant begins the next window. */
  readonly endsAt: Date;
};

/** What a sign-in is known by: a token, or the token that a session was opened with. */
export type SignIn = {
  /** The auth identity that signed in. */
  readonly identityId: string;
  /** When its token was issued, in seconds since 1970, as the token says (`iat`). */
  readonly issuedAtSeconds: number;
  /** The token itself; null for a session. */
  readonly token: string | null;
  /** Of a session: the sign-in that opened it, as `AccessService.firstOf` names it. Null where none is known. */
  readonly openedBy: string | null;
};
