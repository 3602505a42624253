import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "./api-error";

export type KeyKind = "secret" | "publishable";

const unauthorised = (message: string): ApiError =>
  new ApiError(401, { type: "invalid_request_error", message }, false);

/**
 * Reads the API key from a Bearer header or the user name of Basic authentication.
 * @throws ApiError 401 without a test key; live keys are refused outright, so that none is ever sent here twice
 */
export function authenticate(headers: IncomingHttpHeaders): KeyKind {
  const key = keyOf(headers.authorization ?? "");
  if (key === "") {
    const hint =
      "provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')";
    throw unauthorised(`You did not provide an API key. You need to ${hint}.`);
  }
  if (/_live_/.test(key)) {
    throw unauthorised("This is a simulator: it refuses live keys. Revoke the key if it was sent here by mistake.");
  }
  if (/^(sk|rk)_test_\S+$/.test(key)) {
    return "secret";
  }
  if (/^pk_test_\S+$/.test(key)) {
    return "publishable";
  }
  throw unauthorised(`Invalid API Key provided: ${key.slice(0, 8)}${"*".repeat(Math.max(0, key.length - 8))}`);
}

function keyOf(header: string): string {
  const [scheme = "", value = ""] = header.split(" ");
  if (scheme.toLowerCase() === "bearer") {
    return value;
  }
  if (scheme.toLowerCase() === "basic") {
    return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "";
  }
  return "";
}
