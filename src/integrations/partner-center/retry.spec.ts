import { answerOfStatus, withoutCode } from "./answers";
import { PartnerCenterError } from "./errors";
import { createRetryPolicy, followsSilence } from "./retry";

/** Null: no answer within the time. */
const failure = (status: number | null) =>
  new PartnerCenterError({
    code: String(status),
    message: "no",
    status,
    answer: status === null ? withoutCode("timeout") : answerOfStatus(status, null),
  });

/** The error in which a call ends whose tries end so. */
async function endOf(...tries: PartnerCenterError[]): Promise<PartnerCenterError> {
  const policy = createRetryPolicy({
    maxRetries: tries.length - 1,
    initialDelayMs: 0,
    maxDelayMs: 0,
    longestWaitMs: 0,
  });
  const left = [...tries];
  return policy(async () => {
    throw left.shift();
  }).catch((error: PartnerCenterError) => error);
}

test("a throttle after a try that nobody answered says nothing about that try", async () => {
  expect(followsSilence(await endOf(failure(null), failure(429)))).toBe(true);
  expect(followsSilence(await endOf(failure(500), failure(429), failure(429)))).toBe(true);
  expect(followsSilence(await endOf(failure(429), failure(429)))).toBe(false);
  expect(followsSilence(await endOf(failure(null)))).toBe(false);
});
