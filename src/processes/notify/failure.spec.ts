import { failureOf, isForGood } from "./failure";

const sending = (said: string) => new Error(`Failed to send notification with id noti_1:\n${said}`);

describe("why a mail did not go out", () => {
  it.each([
    ["server", sending("connect ECONNREFUSED 127.0.0.1:25")],
    ["server", sending("Invalid login: 535 5.7.8 authentication failed")],
    ["server", sending("Greeting never received")],
    ["server", sending("Connection timeout")],
    ["server", sending("ETIMEDOUT Timeout")],
    ["server", sending("ECONNECTION Connection closed unexpectedly")],
    ["server", sending("EABORT Message sending aborted")],
    ["refused", sending("Can't send mail - all recipients were rejected: 550 5.1.1 <x@larch.example>: unknown")],
    ["refused", sending("Message failed: 554 5.7.1 looks like spam")],
    ["refused", sending("Message failed: 451 try again")],
    ["here", new Error("Could not find a notification provider for channel: email")],
    ["here", new TypeError("undefined is not a function")],
  ] as const)("%s: %s", (failure, error) => expect(failureOf(error)).toBe(failure));

  it.each([
    [true, "all recipients were rejected: 550 5.1.1 <x@larch.example>: user unknown"],
    [true, "all recipients were rejected: 550-5.1.1 The account does not exist"],
    [true, "all recipients were rejected: 556 5.1.10 the domain takes no mail"],
    [false, "all recipients were rejected: 450 4.2.0 greylisted"],
    [false, "all recipients were rejected: 554 5.7.1 relay access denied"],
    [false, "Message failed: 554 5.7.1 looks like spam"],
    [false, "connect ECONNREFUSED 127.0.0.1:25"],
  ] as const)("for good: %s, when it says %s", (forGood, said) => expect(isForGood(sending(said))).toBe(forGood));
});
