import { Shopper } from "./support/shopper";
import fs from "node:fs";
(async () => {
  const key = JSON.parse(fs.readFileSync(process.argv[2] + "/seed.json", "utf8")).publishableKey;
  const s = new Shopper({ medusaUrl: process.argv[3] ?? "http://localhost:9000", publishableKey: key }, `t${Date.now()}@x.example`);
  await s.signUp("Try Co", "tryco" + (Date.now() % 1e6));
  console.log("signed up");
  const plan = await s.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
  const c = await s.startCheckout(plan, 10);
  console.log(c);
  const r = await s.enterCard(c.redirectUrl, "4242424242424242");
  console.log(r.status, r.headers.get("location"));
  const t = performance.now();
  console.log(JSON.stringify(await s.returnFromPayment(c.id)));
  console.log(JSON.stringify(await s.waitFor(c.id, ["live", "refused"], 60000)), performance.now() - t);
})().catch((e) => { console.error(e); process.exit(1); });
