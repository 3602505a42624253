import { errorFromBadBody, errorFromNoAnswer, errorFromResponse, parseRetryAfter } from "./errors";

const now = new Date("2026-03-15T10:00:00.000Z");
const answered = (status: number, body: string, retryAfter: string | null = null) =>
  errorFromResponse({ status, body, retryAfter, operation: "POST /v1/x", now });

test.each([
  ["classic: code as text", 400, '{"code":"2055","description":"The etag is stale","data":[],"source":"x"}', "2055"],
  ["newer: numeric code", 409, '{"code":600061,"message":"exists","errorName":"X","isRetryable":false}', "600061"],
  ["throttle: statusCode", 429, '{"statusCode":429,"message":"Rate limit is exceeded."}', "http_429"],
  ["HTML of a firewall", 403, "<html>Forbidden</html>", "http_403"],
  ["token endpoint", 400, '{"error":"invalid_grant","error_description":"AADSTS70000"}', "invalid_grant"],
  ["HTML", 502, "<html>Bad Gateway</html>", "http_502"],
  ["empty", 404, "", "http_404"],
  ["JSON of unknown shape", 400, "[1,2]", "http_400"],
])("%s", (_name, status, body, code) => {
  expect(answered(status, body)).toMatchObject({ code, status });
});

test("a refusal is definite; a broken server and silence are not", () => {
  expect(answered(403, '{"code":"13605"}')).toMatchObject({ outcome: "rejected", retryable: false });
  expect(answered(429, "{}", "57")).toMatchObject({ outcome: "rejected", retryable: true, retryAfterMs: 57_000 });
  expect(answered(500, "")).toMatchObject({ outcome: "unknown", retryable: true });
  const timeout = Object.assign(new Error("timed out"), { name: "TimeoutError" });
  expect(errorFromNoAnswer("x", timeout)).toMatchObject({ code: "timeout", outcome: "unknown", retryable: true });
  expect(errorFromNoAnswer("x", new TypeError("fetch failed"))).toMatchObject({ code: "network", outcome: "unknown" });
});

test("Retry-After in seconds, as a date, and unreadable", () => {
  expect(parseRetryAfter("57", now)).toBe(57_000);
  expect(parseRetryAfter("Sun, 15 Mar 2026 10:01:00 GMT", now)).toBe(60_000);
  expect(parseRetryAfter("Sun, 15 Mar 2026 09:00:00 GMT", now)).toBe(0);
  expect(parseRetryAfter("soon", now)).toBeNull();
  expect(parseRetryAfter(null, now)).toBeNull();
});

test.each([
  ["<html>Welcome</html>", "right status, a body that is not JSON (HTML)"],
  ['{"orders":[{"id":"a6', "right status, JSON that breaks off"],
  ["  ", "right status, empty body"],
])("a success with the body %p says nothing about the request", (text, answer) => {
  const error = errorFromBadBody("POST /v1/x", text, new SyntaxError("no"));
  expect(error).toMatchObject({ outcome: "unknown", retryable: true, answer: { answer } });
});
