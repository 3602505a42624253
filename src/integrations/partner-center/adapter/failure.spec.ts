import { PartnerCenterError } from "../errors";
import { failureFrom } from "./failure";

const error = (change: Partial<ConstructorParameters<typeof PartnerCenterError>[0]>) =>
  new PartnerCenterError({
    code: "x",
    message: "said no",
    status: 400,
    retryable: false,
    outcome: "rejected",
    ...change,
  });

test.each([
  ["a known refusal", { code: "800069", status: 403 }, { kind: "refused", code: "800069" }],
  ["an unknown definite no", { code: "987654", status: 403 }, { kind: "refused" }],
  ["an order in progress", { code: "800060", status: 409 }, { kind: "retry_later", afterMs: 120_000 }],
  ["throttling", { code: "http_429", status: 429, retryable: true, retryAfterMs: 57_000 }, { afterMs: 57_000 }],
  ["silence", { code: "timeout", status: null, retryable: true, outcome: "unknown" as const }, { kind: "unknown" }],
  ["a revoked sign-in", { code: "invalid_grant", status: 400 }, { kind: "needs_attention" }],
  ["a wrong request of ours", { code: "3000", status: 400 }, { kind: "needs_attention" }],
  ["an answer of another shape", { code: "bad_shape", outcome: "unknown" as const }, { kind: "needs_attention" }],
  ["something not visible", { code: "20000", status: 404 }, { kind: "retry_later" }],
])("%s", (_name, change, expected) => {
  expect(failureFrom(error(change))).toMatchObject(expected);
});

test("a bug of ours is not told to a customer as a refusal", () => {
  expect(() => failureFrom(new TypeError("undefined is not a function"))).toThrow(TypeError);
});

test("the customer's reason names no code", () => {
  const failure = failureFrom(error({ code: "800069", status: 403 }));
  expect(failure.kind === "refused" && failure.reason).toBe(
    "Microsoft did not approve an order for your organisation.",
  );
});
