import { callKind } from "./http";

describe("the kind of a call", () => {
  it.each([
    ["POST", "/customers/0a1b/carts/9f-2c/checkout", "POST /customers/:id/carts/:id/checkout"],
    ["POST", "/v1/customers/0a1b/carts", "POST /customers/:id/carts"],
    ["GET", "/customers/0a1b/subscriptions/77?x=1", "GET /customers/:id/subscriptions/:id"],
    ["HEAD", "/domains/contoso.onmicrosoft.com", "HEAD /domains/:id"],
    ["PUT", "/webhooks/v1/registration", "PUT /webhooks/v1/registration"],
    ["GET", "/products/CFQ7TTC0LH18/skus/0001/availabilities?country=US", "GET /products/:id/skus/:id/availabilities"],
  ])("%s %s is %s", (method, path, kind) => expect(callKind(method, path)).toBe(kind));
});
