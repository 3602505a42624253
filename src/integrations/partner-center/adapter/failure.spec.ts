import { answerOfFailure, answerOfStatus, withoutCode } from "../answers";
import { PartnerCenterError } from "../errors";
import { failureFrom } from "./failure";

const answered = (status: number, code: string | null, retryAfterMs: number | null = null) =>
  new PartnerCenterError({
    code: code ?? `http_${status}`,
    status,
    message: "said no",
    answer: answerOfStatus(status, code),
    retryAfterMs,
  });
const unreadable = (kind: Parameters<typeof withoutCode>[0]) =>
  new PartnerCenterError({ code: "bad_shape", status: null, message: "said something", answer: withoutCode(kind) });

test.each([
  ["a known refusal", answered(403, "800069"), { kind: "refused", code: "800069" }],
  ["an unknown code", answered(403, "987654"), { kind: "retry_later", patience: "short" }],
  ["a 403 of somebody else", answered(403, null), { kind: "set_up", sent: true }],
  ["a 400 without a code", answered(400, null), { kind: "unknown", patience: "short" }],
  ["an order in progress", answered(409, "800060"), { kind: "retry_later", afterMs: 120_000 }],
  ["throttling", answered(429, null, 57_000), { kind: "retry_later", afterMs: 57_000 }],
  ["a sign-in that is revoked", answered(400, "invalid_grant"), { kind: "set_up", sent: false }],
  ["a sign-in without second factor", answered(401, "900421"), { kind: "set_up", sent: false }],
  ["a wrong request of ours", answered(400, "3000"), { kind: "needs_attention" }],
  ["the partner's own credit", answered(403, "800023"), { kind: "needs_attention" }],
  ["an answer of another shape", unreadable("wrongBody"), { kind: "unknown", patience: "short" }],
  ["HTML in place of an order", unreadable("notJson"), { kind: "unknown", patience: "short" }],
  ["a server out of order", answered(502, null), { kind: "unknown" }],
  ["something not visible", answered(404, "20000"), { kind: "retry_later" }],
])("%s", (_name, error, expected) => {
  expect(failureFrom(error)).toMatchObject(expected);
});

test("silence keeps the request open, and waits as long as vendors are out of order", () => {
  const timeout = Object.assign(new Error("timed out"), { name: "TimeoutError" });
  const error = new PartnerCenterError({
    code: "timeout",
    status: null,
    message: "no answer",
    answer: answerOfFailure(timeout),
  });
  expect(failureFrom(error)).toEqual({ kind: "unknown", detail: "no answer" });
});

test("a bug of ours is not told to a customer as a refusal", () => {
  expect(() => failureFrom(new TypeError("undefined is not a function"))).toThrow(TypeError);
});

test("the customer's reason names no code", () => {
  const failure = failureFrom(answered(403, "800069"));
  expect(failure.kind === "refused" && failure.reason).toBe(
    "Microsoft did not approve an order for your organisation.",
  );
});
