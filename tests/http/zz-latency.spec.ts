import { describeShop } from "../support/purchase/shop";
describeShop((shop) => {
  it("measures", async () => {
    const plan = await shop().plan("Microsoft 365 Business Premium");
    const visitor = shop().visitor();
    const buyer = await (await shop().visitor().signUp()).withCompany();
    const body = { lines: [{ plan_id: plan.id, quantity: 10 }] };
    const times: Record<string, number[]> = { anon: [], tax: [], products: [] };
    const run = async (name: string, work: () => Promise<unknown>) => {
      const from = performance.now();
      await work();
      times[name]?.push(performance.now() - from);
    };
    for (let n = 0; n < 150; n += 1) {
      await run("anon", () => visitor.call("POST", "/store/csp/quotes", body));
      await run("tax", () => buyer.call("POST", "/store/csp/quotes", body));
      await run("products", () => visitor.call("GET", "/store/products"));
    }
    const p = (name: string, q: number) => (times[name] ?? []).slice(20).sort((a, b) => a - b)[Math.floor(130 * q)];
    console.log("LATENCY", ["anon", "tax", "products"].map((name) => `${name} p50 ${p(name, 0.5)?.toFixed(1)} p95 ${p(name, 0.95)?.toFixed(1)}`).join("; "));
  });
});
