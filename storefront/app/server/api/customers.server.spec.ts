import { ApiError, type MedusaClient } from "../medusa.server";
import { signIn, signUp } from "./customers.server";

const PERSON = { email: "ada@larch.example", password: "correct-horse-battery", firstName: "Ada", lastName: "Byron" };

/** The API as it stands to one account: it signs in, and a customer is made in a step of its own. */
class Accounts {
  readonly asked: string[] = [];
  constructor(
    private password: string | null,
    private customer: { first_name: string | null } | null,
  ) {}

  client(): MedusaClient {
    const refuse = (status: number): never => {
      throw new ApiError(status, "unauthorized", "No", [], null);
    };
    const answer = (path: string, body: Record<string, string> = {}, token?: string): unknown => {
      this.asked.push(path);
      switch (path) {
        case "/auth/customer/emailpass/register":
          if (this.password !== null) {
            return refuse(401);
          }
          this.password = body.password ?? "";
          return { token: "unfinished" };
        case "/auth/customer/emailpass":
          return body.password === this.password
            ? { token: this.customer === null ? "unfinished" : "whole" }
            : refuse(401);
        case "/store/customers":
          if (this.customer !== null) {
            return refuse(400);
          }
          this.customer = { first_name: body.first_name ?? null };
          return { customer: { email: body.email, ...this.customer } };
        case "/store/customers/me":
          return token === "whole" ? { customer: { email: PERSON.email, ...this.customer } } : refuse(401);
        default:
          return {};
      }
    };
    return {
      get: async (path, schema, token) => schema.parse(answer(path, {}, token)),
      post: async (path, { schema, body, token }) => schema.parse(answer(path, body as Record<string, string>, token)),
    } as MedusaClient;
  }
}

describe("an account whose making broke off before there was a customer", () => {
  it("is made whole by who signs in with its password, as after a new one by mail", async () => {
    const accounts = new Accounts(PERSON.password, null);
    expect(await signIn(accounts.client(), PERSON.email, PERSON.password)).toMatchObject({
      token: "whole",
      customer: { email: PERSON.email },
    });
  });

  it("is made whole by who signs up once more, with the names that they give", async () => {
    const accounts = new Accounts(PERSON.password, null);
    expect(await signUp(accounts.client(), PERSON)).toMatchObject({ token: "whole", customer: { firstName: "Ada" } });
  });

  it("is made whole by two windows at once", async () => {
    const accounts = new Accounts(PERSON.password, null);
    const both = [1, 2].map(() => signIn(accounts.client(), PERSON.email, PERSON.password));
    expect(await Promise.all(both)).toMatchObject([{ token: "whole" }, { token: "whole" }]);
  });

  it("is nobody's who does not know its password", async () => {
    const accounts = new Accounts(PERSON.password, null);
    expect(await signIn(accounts.client(), PERSON.email, "another")).toBeNull();
    expect(await signUp(accounts.client(), { ...PERSON, password: "another" })).toBeNull();
    expect(accounts.asked).not.toContain("/store/customers");
  });
});

it("an account that is whole is signed in to, and no second customer made", async () => {
  const accounts = new Accounts(PERSON.password, { first_name: "Ada" });
  expect(await signIn(accounts.client(), PERSON.email, PERSON.password)).toMatchObject({ token: "whole" });
  expect(accounts.asked).not.toContain("/store/customers");
});
