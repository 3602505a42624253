import type { OutsideAnswer } from "../errors/outside-answer";
import { listenForSetUp, noticePresence, reachOf } from "./set-up-faults";

const LATER: OutsideAnswer = { answer: "x", fault: "later", repeat: "same_key", customer: null, partner: "x" };
const failure = (status: number | null, answer = LATER) => ({ answer, status });
const absentAfter = async (...failures: (ReturnType<typeof failure> | null)[]) => {
  const heard = await listenForSetUp(async () => {
    for (const one of failures) {
      noticePresence("partner_center", one);
    }
  });
  return heard.absent;
};

test.each([null, 429, 500, 503])("a system is away that gives no answer of its own (%s)", async (status) => {
  expect(await absentAfter(null, failure(status))).toBe("partner_center");
});

test.each([
  ["a good answer", null],
  ["a later of its own", failure(404)],
  ["a refusal", failure(400, { ...LATER, fault: "request" })],
  ["an answer that nobody knows", failure(500, { ...LATER, fault: "person" })],
])("a system is there that has given %s last", async (_what, last) => {
  expect(await absentAfter(failure(503), last)).toBeNull();
});

test("one system's answer says nothing of another, and work that throws is heard as well", async () => {
  const heard = await listenForSetUp(async () => {
    noticePresence("stripe", failure(null));
    noticePresence("partner_center", null);
    throw new Error("wrapped");
  });
  expect(heard).toMatchObject({ ok: false, absent: "stripe", fault: null });
});

test.each([
  [undefined, "GET /agreements"],
  ["sign_in", "user sign-in"],
  ["access", "access"],
] as const)("a fault whose reach is %s is of %s", (reach, scope) => {
  const call = { system: "partner_center", scope: "GET /agreements", signIn: "user sign-in" } as const;
  expect(reachOf(call, { ...LATER, ...(reach && { reach }) })).toEqual({ system: "partner_center", scope });
});
