import fs from "node:fs";
import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { root } from "../../../sandbox/launcher/paths";
import { launchBrowser } from "../../support/browser";
import { launch } from "./launcher";
import { makeProbes, type Probe } from "./probes";

const GIVE_UP_AFTER_MS = 120_000;
/** A page that loads anew loses what was asked of it. */
const ASKED_AGAIN_AFTER_MS = 1_000;
/** What was on the page when a change was not seen. */
const PICTURE = path.join(root, "test-results/bench-start.png");
const BETWEEN_TRIES_MS = 8_000;

const environmentSchema = z.object({
  SHOP_URL: z.url(),
  MEDUSA_URL: z.url(),
  DEMO_ADMIN_EMAIL: z.string(),
  DEMO_ADMIN_PASSWORD: z.string(),
});
const seedSchema = z.object({ publishableKey: z.string() });

/** Seconds from writing a source until its change was seen, each try. */
export interface Reloads {
  readonly start: number;
  readonly backend: number[];
  readonly admin: number[];
  readonly shop: number[];
}

/**
 * Starts development in a copy that has been started before, and changes a route, a page of the admin and one of the
 * shop. The route is asked over HTTP; the pages stay open in a browser, whose text is watched.
 */
export async function measureReloads(folder: string, tries: number): Promise<Reloads> {
  const probes = makeProbes(folder);
  const running = await launch(folder, "dev");
  const browser = await launchBrowser();
  try {
    const environment = environmentSchema.parse(readJson(folder, "environment.json"));
    const { publishableKey } = seedSchema.parse(readJson(folder, "seed.json"));
    const context = await browser.newContext();
    const admin = await openAdmin(context, environment);
    const shop = await context.newPage();
    await openProbe(shop, `${environment.SHOP_URL}/bench-probe`);
    const route = `${environment.MEDUSA_URL}/store/csp/bench-probe`;
    const askRoute = async () => {
      const answer = await fetch(route, { headers: { "x-publishable-api-key": publishableKey } });
      return answer.text();
    };
    return {
      start: running.total,
      shop: await onPage("shop", shop, probes.shop, tries),
      admin: await onPage("admin", admin, probes.admin, tries),
      backend: await timesOf("backend", probes.backend, askRoute, tries),
    };
  } finally {
    await browser.close();
    await running.stop();
  }
}

/** Signs in and opens the page; the first visit of a page has its packages prepared, which is not measured. */
async function openAdmin(context: BrowserContext, env: z.infer<typeof environmentSchema>): Promise<Page> {
  const signedIn = await context.request.post(`${env.MEDUSA_URL}/auth/user/emailpass`, {
    data: { email: env.DEMO_ADMIN_EMAIL, password: env.DEMO_ADMIN_PASSWORD },
  });
  const { token } = z.object({ token: z.string() }).parse(await signedIn.json());
  await context.request.post(`${env.MEDUSA_URL}/auth/session`, { headers: { authorization: `Bearer ${token}` } });
  const page = await context.newPage();
  await openProbe(page, `${env.MEDUSA_URL}/app/bench-probe`);
  return page;
}

async function openProbe(page: Page, url: string): Promise<void> {
  await page.goto(url, { timeout: GIVE_UP_AFTER_MS, waitUntil: "domcontentloaded" });
  await page.locator("#probe").waitFor({ timeout: GIVE_UP_AFTER_MS });
  // Packages found late make the page load once more; the measurement begins after that.
  await page.waitForLoadState("networkidle", { timeout: GIVE_UP_AFTER_MS }).catch(() => undefined);
}

async function onPage(what: string, page: Page, probe: Probe, tries: number): Promise<number[]> {
  const text = () => page.locator("#probe").textContent({ timeout: ASKED_AGAIN_AFTER_MS });
  try {
    return await timesOf(what, probe, text, tries);
  } catch (error) {
    await page.screenshot({ path: PICTURE });
    throw new Error(`${String(error)} The page then: ${path.relative(root, PICTURE)}`);
  }
}

async function timesOf(
  what: string,
  probe: Probe,
  read: () => Promise<string | null>,
  tries: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 1; index <= tries; index += 1) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
    const mark = `mark-${index}-end`;
    const from = performance.now();
    probe.show(mark);
    while (!(await read().catch(() => ""))?.includes(mark)) {
      if (performance.now() - from > GIVE_UP_AFTER_MS) {
        throw new Error(`Change ${index} of the ${what} was not seen within ${GIVE_UP_AFTER_MS / 1000} s.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    times.push((performance.now() - from) / 1000);
  }
  return times;
}

function readJson(folder: string, name: string): unknown {
  return JSON.parse(fs.readFileSync(path.join(folder, ".seatline", name), "utf8"));
}
