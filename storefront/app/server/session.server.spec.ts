import { openSession, type SessionOptions, sessionCookieName } from "./session.server";

const NOW = Date.UTC(2026, 10, 22, 10, 0, 0);
const HOUR = 60 * 60 * 1000;
const options: SessionOptions = { secrets: ["a".repeat(32)], secure: true, nowMs: NOW };
const ada = { email: "ada@adatum.example", firstName: "Ada", lastName: "Byron" };

function cookieOf(header: string | null): string {
  return (header ?? "").split(";")[0] ?? "";
}

function signedInCookie(using: SessionOptions = options): string {
  const session = openSession(null, using);
  session.signIn("eyJ.secret.token", ada);
  session.update({ cartId: "cart_1", cartCount: 2 });
  return cookieOf(session.commit());
}

describe("a session", () => {
  it("keeps what was put in, over two requests", () => {
    const again = openSession(signedInCookie(), options);
    expect(again.data).toMatchObject({ token: "eyJ.secret.token", customer: ada, cartId: "cart_1", cartCount: 2 });
  });

  it("sends no cookie when nothing changed", () => {
    const session = openSession(signedInCookie(), options);
    session.update({ cartCount: 2 });
    expect(session.commit()).toBeNull();
    expect(openSession(null, options).commit()).toBeNull();
  });

  it("hides the token from whoever reads the cookie", () => {
    const cookie = signedInCookie();
    const value = cookie.slice(cookie.indexOf("=") + 1);
    expect(cookie).not.toContain("token");
    expect(Buffer.from(value, "base64url").toString("latin1")).not.toContain("eyJ.secret.token");
  });

  it("seals the same content differently each time", () => {
    expect(signedInCookie()).not.toBe(signedInCookie());
  });

  it("is out of reach for scripts and foreign forms, and bound to the host over https", () => {
    const session = openSession(null, options);
    session.signIn("t", ada);
    const header = session.commit() ?? "";
    expect(header).toMatch(/^__Host-shop=/);
    expect(header.split("; ")).toEqual(
      expect.arrayContaining(["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=604800"]),
    );
    const plain = openSession(null, { ...options, secure: false });
    plain.signIn("t", ada);
    expect(plain.commit()).toMatch(/^shop=/);
    expect(sessionCookieName(false)).toBe("shop");
  });

  it.each([
    ["an altered cookie", (cookie: string) => `${cookie.slice(0, -2)}${cookie.endsWith("AA") ? "BB" : "AA"}`],
    ["a cut cookie", (cookie: string) => cookie.slice(0, 40)],
    ["no sealed text at all", () => "__Host-shop=hello"],
  ])("starts empty with %s", (_name, change) => {
    expect(openSession(change(signedInCookie()), options).data).toEqual({});
  });

  it("opens what an older secret has sealed, and not what a foreign one has", () => {
    const rotated = { ...options, secrets: ["b".repeat(32), "a".repeat(32)] };
    expect(openSession(signedInCookie(), rotated).data.token).toBe("eyJ.secret.token");
    expect(openSession(signedInCookie(), { ...options, secrets: ["b".repeat(32)] }).data).toEqual({});
  });

  it("forgets the sign-in after twelve hours but keeps the cart", () => {
    const before = openSession(signedInCookie(), { ...options, nowMs: NOW + 12 * HOUR });
    expect(before.data.token).toBe("eyJ.secret.token");
    const after = openSession(signedInCookie(), { ...options, nowMs: NOW + 12 * HOUR + 1 });
    expect(after.data.token).toBeUndefined();
    expect(after.data.customer).toBeUndefined();
    expect(after.data.cartId).toBe("cart_1");
  });

  it("forgets everything after a week", () => {
    expect(openSession(signedInCookie(), { ...options, nowMs: NOW + 7 * 24 * HOUR }).data).toEqual({});
  });

  it("removes the cookie at sign-out", () => {
    const session = openSession(signedInCookie(), options);
    session.signOut();
    expect(session.commit()).toMatch(/^__Host-shop=; .*Max-Age=0/);
  });

  it("finds its cookie among others", () => {
    expect(openSession(`theme=dark; ${signedInCookie()}; x=1`, options).data.cartId).toBe("cart_1");
  });
});
