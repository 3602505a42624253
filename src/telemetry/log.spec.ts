import { asValue } from "@medusajs/framework/awilix";
import { createMedusaContainer } from "@medusajs/framework/utils";
import { logLine, logOf, withLogFields, withOnlyLogFields } from "./log";
import { redact } from "./redact";

describe("logLine", () => {
  it("writes fields as key=value, quotes what has spaces, leaves out what has no value", () => {
    const nextDueAt = new Date("2026-04-01T00:00:00Z");
    expect(logLine("Duty pass", { duty: "charge", done: 0, ms: 12, next_due_at: nextDueAt, run_id: undefined })).toBe(
      "Duty pass duty=charge done=0 ms=12 next_due_at=2026-04-01T00:00:00.000Z",
    );
    expect(logLine("Failed", { error: "no card" })).toBe('Failed error="no card"');
  });

  it("says what an error says that is a plain object", () => {
    expect(logLine("Failed", { error: { type: "not_found", message: "no cart" } })).toBe('Failed error="no cart"');
    expect(logLine("Failed", { error: { code: 7 } })).toBe(`Failed error=${JSON.stringify('{"code":7}')}`);
  });

  it("keeps an error on one line", () => {
    expect(logLine("Failed", { error: new Error("first\nsecond") })).not.toContain("\n");
  });
});

describe("logOf", () => {
  it("adds the fields of the request and the duty it is written in, innermost last", () => {
    const info = jest.fn();
    const container = createMedusaContainer();
    container.register({ logger: asValue({ info }) });
    withLogFields({ request_id: "r1" }, () =>
      withLogFields({ order_id: "o1" }, () => logOf(container).info("Ordered", { task_id: "t1" })),
    );
    logOf(container).info("Outside");
    withLogFields({ request_id: "r1" }, () =>
      withOnlyLogFields({ duty: "charge" }, () => logOf(container).info("Charged")),
    );
    expect(info.mock.calls).toEqual([
      ["Ordered request_id=r1 order_id=o1 task_id=t1"],
      ["Outside"],
      ["Charged duty=charge"],
    ]);
  });
});

describe("redact", () => {
  it.each([
    ["the key sk_live_51Hx9 was refused", "the key [hidden] was refused"],
    ["rk_test_abc, whsec_A1b2+c=", "[hidden], [hidden]"],
    ["pi_3Mt_secret_YrKJUKribcBjcG8HVhfZ", "[hidden]"],
    ["Authorization: Bearer abc.def-1", "Authorization: [hidden]"],
    ["token eyJhbGciOi.eyJzdWIiOi.c2ln ran out", "token [hidden] ran out"],
    ["connect postgres://seatline:hunter2@localhost/x", "connect postgres://[hidden]@localhost/x"],
    ['{"client_secret":"s3cr3t","a":1}', '{"client_secret":"[hidden]","a":1}'],
    ["refresh_token=0.AAAA&scope=x", "refresh_token=[hidden]&scope=x"],
    ["mail to anna.b@example.co.uk bounced", "mail to [hidden] bounced"],
  ])("hides what is secret or personal in %j", (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it("leaves ids alone", () => {
    const text = "invoice INV-2026-000002 of cs_test_abc123 and pi_123";
    expect(redact(text)).toBe(text);
  });
});
