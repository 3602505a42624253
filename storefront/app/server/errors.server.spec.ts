import { logFailure, toResponse } from "./errors.server";
import { ApiError, BackendUnavailableError } from "./medusa.server";
import { openSession } from "./session.server";

const options = { secrets: ["a-secret-of-at-least-thirty-two-letters"], secure: false, nowMs: 0 };
const failed = () => ({ session: openSession(null, options), here: "/account", reference: "ab12cd34ef56" });
let logged: jest.SpyInstance;

beforeEach(() => {
  logged = jest.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => logged.mockRestore());

const written = () => logged.mock.calls.map(([words]) => words);

describe("what a failed call becomes", () => {
  it.each<[string, Error, number]>([
    ["an API that is silent", new BackendUnavailableError("GET /x: no answer"), 503],
    ["a fault of ours", new TypeError("undefined is not a function"), 500],
  ])("%s is a page with the reference under which it is logged", (_words, error, status) => {
    expect(toResponse(error, failed())).toMatchObject({
      data: { message: null, reference: "ab12cd34ef56" },
      init: { status },
    });
    expect(written()).toEqual(["Reference ab12cd34ef56:"]);
    expect(logged.mock.calls[0]).toContain(error);
  });

  it.each([400, 403, 404, 409, 422, 429])(
    "a refusal of status %d is a page in the API's words, and no fault",
    (status) => {
      const answer = toResponse(new ApiError(status, "x", "Please wait a minute.", [], null), failed());
      expect(answer).toMatchObject({ data: { message: "Please wait a minute.", reference: null }, init: { status } });
      expect(written()).toEqual([]);
    },
  );

  it("an ended session leads to the sign-in page and back, and keeps the cart", () => {
    const request = failed();
    request.session.update({ cartId: "cart_1", cartCount: 2 });
    const answer = toResponse(new ApiError(401, "x", "Unauthorized", [], null), request);
    expect(answer).toBeInstanceOf(Response);
    expect((answer as Response).headers.get("location")).toBe("/sign-in?redirectTo=%2Faccount");
    expect(request.session.data).toEqual({ cartId: "cart_1", cartCount: 2 });
  });

  it("an answer of our own passes", () => {
    const redirect = new Response(null, { status: 302 });
    expect(toResponse(redirect, failed())).toBe(redirect);
    logFailure("r", new Error("x"));
    expect(written()).toEqual(["Reference r:"]);
  });
});
