/** Where Partner Center is and who we are there. Base URLs carry no trailing slash. */
export type PartnerCenterConfig = {
  /** For example `https://api.partnercenter.microsoft.com`. */
  readonly apiBase: string;
  /** For example `https://login.microsoftonline.com`. */
  readonly loginBase: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Audience of the tokens; the documented Partner Center resource when left out. */
  readonly resource?: string;
  /** One attempt's limit. Default 30 s. */
  readonly timeoutMs?: number;
  readonly retry?: Partial<RetryTuning>;
  readonly attestation?: Partial<AttestationFields>;
};

/** The names of two fields of an attestation, which are cut off in every copy of the page: they are guessed. */
export type AttestationFields = {
  /** The name of the signatory's mail address. */
  readonly emailField: string;
  /** The name of the signatory's telephone number. */
  readonly phoneField: string;
};

export type RetryTuning = {
  /** Repeats after the first attempt of one call. */
  readonly maxRetries: number;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  /** A longer Retry-After is not waited for here: the caller's task is put off instead. */
  readonly longestWaitMs: number;
};

export const DEFAULT_RETRY_TUNING: RetryTuning = {
  maxRetries: 3,
  initialDelayMs: 250,
  maxDelayMs: 4_000,
  longestWaitMs: 5_000,
};

export const DEFAULT_ATTESTATION_FIELDS: AttestationFields = {
  emailField: "signatoryEmail",
  phoneField: "signatoryPhoneNumber",
};

export const DEFAULT_TIMEOUT_MS = 30_000;
export const PARTNER_CENTER_RESOURCE = "https://api.partnercenter.microsoft.com";
