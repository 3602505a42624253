import { answerOfCode, answerOfFailure, answerOfStatus, PARTNER_CENTER_ANSWERS, withoutCode } from "./answers";

const failing = (code: string) =>
  Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(code), { code }) });

describe("the list of Partner Center's answers", () => {
  it("names each code once", () => {
    const codes = PARTNER_CENTER_ANSWERS.flatMap(({ code }) => (code === null ? [] : [code]));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    expect(codes.length).toBeGreaterThan(130);
  });

  it("tells a customer something exactly where the fault is the customer's, and then repeats nothing", () => {
    for (const row of PARTNER_CENTER_ANSWERS) {
      expect([row.answer, row.customer !== null, row.repeat === "never" || row.fault !== "customer"]).toEqual([
        row.answer,
        row.fault === "customer",
        true,
      ]);
    }
  });

  it("repeats with the same id whatever may have happened, and never refuses it", () => {
    for (const row of PARTNER_CENTER_ANSWERS.filter(({ effect }) => effect === "unknown")) {
      expect(row).toMatchObject({ repeat: "same_key", customer: null });
    }
  });

  it.each([
    200, 204, 302, 400, 401, 403, 404, 405, 407, 408, 409, 411, 412, 413, 417, 418, 422, 423, 429, 451, 500, 503,
  ])("never reads a %i without a code as a refusal", (status) => {
    expect(answerOfStatus(status, null).fault).not.toBe("customer");
  });

  it.each(["403", "Forbidden", "AuthenticationFailed", "987654", "0403", "", "8000690", "http_403"])(
    "never reads the unknown code %p as a refusal",
    (code) => {
      expect(answerOfStatus(403, code).fault).not.toBe("customer");
      expect(answerOfCode(code).fault).not.toBe("customer");
    },
  );

  it("believes a documented code of a definite status, and none of a broken server", () => {
    expect(answerOfStatus(403, "800069")).toMatchObject({ fault: "customer", effect: "none" });
    expect(answerOfStatus(500, "800069")).toMatchObject({ fault: "later", effect: "unknown", repeat: "same_key" });
    expect(answerOfStatus(503, "800003")).toMatchObject({ fault: "later", effect: "unknown", repeat: "same_key" });
  });

  it.each([
    [408, "RequestTimeout"],
    [408, "800069"],
    [409, "Conflict"],
    [425, "987654"],
    [499, "ClientClosed"],
  ])("believes no code of a %i (%s): the request may have been carried out", (status, code) => {
    expect(answerOfStatus(status, code)).toMatchObject({ effect: "unknown", repeat: "same_key", customer: null });
  });

  it.each([
    ["ECONNREFUSED", "later", "none"],
    ["ECONNRESET", "later", "unknown"],
    ["UND_ERR_SOCKET", "later", "unknown"],
    ["ENOTFOUND", "set_up", "none"],
    ["EAI_AGAIN", "later", "none"],
    ["CERT_HAS_EXPIRED", "set_up", "none"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "set_up", "none"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "set_up", "none"],
    ["UND_ERR_HEADERS_TIMEOUT", "later", "unknown"],
    ["SOMETHING_NEW", "later", "unknown"],
  ])("reads the network failure %s as %s, effect %s", (code, fault, effect) => {
    expect(answerOfFailure(failing(code))).toMatchObject({ fault, effect });
  });

  it("reads a time-out as no answer", () => {
    expect(answerOfFailure(new DOMException("x", "TimeoutError"))).toBe(withoutCode("timeout"));
  });
});
