import { allowedPaymentUrl, safeRedirect } from "./safe-redirect.server";

describe("safeRedirect", () => {
  it.each(["/", "/account", "/checkout/review?payment=failed", "/products/exchange-online?plan=p1#compare"])(
    "keeps the path %s",
    (path) => {
      expect(safeRedirect(path, "/fallback")).toBe(path);
    },
  );

  it.each([
    ["another host", "https://evil.example/"],
    ["a host without scheme", "//evil.example/"],
    ["a backslash host", "/\\evil.example/"],
    ["backslashes further on", "/account\\..\\.."],
    ["a tab that browsers drop", "/\t/evil.example"],
    ["a line break", "/account\nSet-Cookie: a=b"],
    ["dots that end in a double slash", "/..//evil.example"],
    ["a script", "javascript:alert(1)"],
    ["a relative path", "account"],
    ["nothing", ""],
    ["no text at all", null],
    ["an uploaded file", { name: "x" }],
  ])("refuses %s", (_name, target) => {
    expect(safeRedirect(target, "/fallback")).toBe("/fallback");
  });
});

describe("allowedPaymentUrl", () => {
  const allowed = ["https://checkout.stripe.com", "http://localhost:9200"];

  it("lets allowed origins pass with path and query", () => {
    const url = "https://checkout.stripe.com/c/pay/cs_1?x=1#frag";
    expect(allowedPaymentUrl(url, allowed)).toBe(url);
  });

  it.each([
    ["a look-alike host", "https://checkout.stripe.com.evil.example/c/pay"],
    ["another scheme", "http://checkout.stripe.com/c/pay"],
    ["another port", "http://localhost:9201/c/pay"],
    ["a host hidden behind a user name", "https://checkout.stripe.com@evil.example/"],
    ["a user name before an allowed host", "https://user@checkout.stripe.com/"],
    ["a script", "javascript:alert(1)"],
    ["a path", "/c/pay"],
    ["nothing", null],
  ])("refuses %s", (_name, url) => {
    expect(allowedPaymentUrl(url, allowed)).toBeNull();
  });
});
