const HIDDEN = "[hidden]";

/** Keys of the card processor, bearer and refresh tokens, passwords in addresses, and mail addresses. */
const SECRETS: readonly RegExp[] = [
  /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]+/g,
  /\bwhsec_[A-Za-z0-9+/=]+/g,
  /\b\w+_secret_[A-Za-z0-9]{8,}/g,
  /\bBearer\s+[\w.~+/-]+=*/gi,
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?/g,
  /(?<=:\/\/)[^\s/:@]+:[^\s/@]+(?=@)/g,
  /(?<=\b(?:password|refresh_token|client_secret|secret)["']?\s*[:=]\s*["']?)[^\s"',}&]+/gi,
  /\b[\w.%+-]+@[\w-]+(?:\.[\w-]+)+\b/g,
];

/** A text from elsewhere, an error's or an answer's, without what must never reach a log. */
export function redact(text: string): string {
  return SECRETS.reduce((clean, secret) => clean.replace(secret, HIDDEN), text);
}
