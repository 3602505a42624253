import { commitName, copiedInto, leaseStep, pathPattern, writesOf } from "./names.cjs";

describe("names of points", () => {
  it.each([
    ["/v1/payment_intents/pi_3MtwBw/capture?expand[]=x", "/v1/payment_intents/:id/capture"],
    ["/v1/customers/cus_NffrFeUfNV2Hib", "/v1/customers/:id"],
    ["/v1/customers/4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04/orders/1b2f", "/v1/customers/:id/orders/:id"],
    ["/5f9b8f0a-6d0d-4d55-9d5c-2f4f2f9d0a01/oauth2/token", "/:id/oauth2/token"],
    ["/store/csp/companies/me/agreement", "/store/csp/companies/me/agreement"],
    ["/store/csp/checkouts/cspchk_01M8JDXH325MA7XWW2/return", "/store/csp/checkouts/:id/return"],
    ["/v1/domains/t12fabrikam.onmicrosoft.com", "/v1/domains/:id"],
    ["/hooks/csp/partner-center", "/hooks/csp/partner-center"],
  ])("%s is %s", (path, pattern) => expect(pathPattern(path)).toBe(pattern));

  it("says what a statement writes, whatever its form", () => {
    expect(writesOf('insert into "public"."order" ("id") values ($1) on conflict do update set a = 1')).toEqual([
      "insert order",
    ]);
    expect(writesOf("select 1 from csp_invoice where id = $1 for update of csp_invoice")).toEqual([]);
    expect(writesOf("with a as (update csp_invoice set x = 1 returning id) delete from csp_quote")).toEqual([
      "update csp_invoice",
      "delete csp_quote",
    ]);
    expect(copiedInto('COPY csp_invoice_line ("id", net) FROM STDIN WITH (FORMAT csv)')).toEqual([
      "insert csp_invoice_line",
    ]);
  });

  it("names a commit the same in whatever order it was written", () => {
    expect(commitName(["update b", "insert a", "update b"])).toBe("commit insert a, update b");
    expect(commitName(["a", "b", "c", "d", "e", "f", "g"])).toBe("commit a, b, c, d, e and 2 more");
    expect(commitName(["insert a"], "write")).toBe("write insert a");
  });

  it("tells taking rows from telling that their holder lives", () => {
    const taken =
      "with free as (select 1) update t set lease_token = $1, lease_until = now() + make_interval(secs => $2)";
    expect(leaseStep(taken)).toBe("take");
    expect(leaseStep("update t set lease_until = now() + make_interval(secs => 15) where lease_token = $1")).toBe(
      "renew",
    );
    expect(leaseStep('update "csp_billing_run" set "heartbeat_at" = CURRENT_TIMESTAMP where "id" = $1')).toBe("renew");
    expect(leaseStep("update r set heartbeat_at = now(), done = done + $1 where id = $2")).toBeNull();
    expect(leaseStep('update "t" set "lease_token" = null, "lease_until" = null where id = $1')).toBeNull();
  });
});
