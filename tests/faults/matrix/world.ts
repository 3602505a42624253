import { createHmac } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import express from "express";
import { Client } from "pg";
import { clockRouter } from "../../../sandbox/clock/router";
import { createWorldClock, type WorldClock } from "../../../sandbox/clock/world-clock";
import { startSmtp } from "../../../sandbox/mailbox/smtp";
import { MailStore } from "../../../sandbox/mailbox/store";
import { freePort } from "../../../sandbox/net/free-port";
import { createPartnerCenterSimulator, type PartnerCenterControl } from "../../../sandbox/partner-center";
import { listen } from "../../../sandbox/server/listen";
import { createStripeSimulator, type StripeSimulator } from "../../../sandbox/stripe";
import { createDatabaseWith } from "../../support/medusa/templates";
import { databaseUrl, dropDatabase } from "../../support/postgres";
import { Visitor } from "../../support/purchase/visitor";
import { FaultProxy } from "./fault-proxy";
import { type PointOrder, ServerUnderTest } from "./server";

/** When the shop of the template was filled: nothing is on sale before. Medusa's own rows bear the machine's time. */
const ON_SALE_FROM = Date.parse("2026-03-15T10:00:00.000Z");
const NO_LIMITS = Object.fromEntries(
  ["DOMAIN_CHECKS", "CHECKOUTS", "HOOKS", "SIGN_INS_PER_ACCOUNT", "SIGN_INS_PER_ADDRESS", "REGISTRATIONS"].map(
    (name) => [`LIMIT_${name}`, "100000"],
  ),
);

type Cleanup = () => Promise<unknown>;

/** Takes down what was put up, the last first. */
async function undo(cleanups: Cleanup[]): Promise<void> {
  for (let cleanup = cleanups.pop(); cleanup !== undefined; cleanup = cleanups.pop()) {
    await cleanup();
  }
}

/**
 * A shop and its outside: a database of its own, simulators, mailbox and clock in this process, and the product's server
 * in a process that can be killed and comes back at the same address.
 */
export class FaultWorld {
  private current: ServerUnderTest | undefined;
  private standby: ServerUnderTest | undefined;
  private upSince = Number.POSITIVE_INFINITY;

  private constructor(
    readonly url: string,
    readonly db: Client,
    readonly vendor: PartnerCenterControl,
    readonly stripe: StripeSimulator["control"],
    readonly mails: MailStore,
    readonly clock: WorldClock,
    readonly log: string,
    private readonly publishableKey: string,
    private readonly spawn: () => ServerUnderTest,
    private readonly cleanups: Cleanup[],
  ) {}

  /** @param name letters and digits; names the database */
  static async start(name: string): Promise<FaultWorld> {
    const cleanups: Cleanup[] = [];
    try {
      return await FaultWorld.open(name, cleanups);
    } catch (error) {
      await undo(cleanups);
      throw error;
    }
  }

  private static async open(name: string, cleanups: Cleanup[]): Promise<FaultWorld> {
    const database = `faults_${name}_${process.pid}`;
    await createDatabaseWith("shop", database);
    cleanups.push(() => dropDatabase(database));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const clock = createWorldClock(Math.max(0, ON_SALE_FROM - Date.now()));
    const clockPort = await freePort();
    cleanups.push(async () => clock.stop(), await listen(express().use(clockRouter(clock, [])), clockPort));
    const mails = new MailStore();
    const smtpPort = await freePort();
    cleanups.push((await startSmtp(smtpPort, mails, clock)).stop);
    const vendor = createPartnerCenterSimulator({
      clock,
      priceSheetFile: "sandbox/demo/price-sheet.csv",
      settings: { provisioningDelayMs: 0, renewalLockMs: 0, profile: "2026-11" },
    });
    const webhookEndpoint = {
      url: `${url}/hooks/csp/stripe`,
      secret: process.env.STRIPE_WEBHOOK_SECRET ?? "",
    };
    const stripe = createStripeSimulator({ clock, webhookEndpoint });
    const [runningVendor, runningStripe] = [await vendor.start(0), await stripe.start(0)];
    const proxies = [new FaultProxy(runningVendor.url, "partnerCenter"), new FaultProxy(runningStripe.url, "stripe")];
    const [vendorUrl = "", stripeUrl = ""] = await Promise.all(proxies.map((proxy) => proxy.start()));
    cleanups.push(runningVendor.stop, runningStripe.stop, ...proxies.map((proxy) => () => proxy.stop()));
    const env = {
      ...NO_LIMITS,
      NODE_ENV: "sandbox",
      SEATLINE_TEST_CLOCK: "",
      SANDBOX_CLOCK_URL: `http://127.0.0.1:${clockPort}`,
      DATABASE_URL: databaseUrl(database),
      MEDUSA_URL: url,
      STRIPE_API_BASE: stripeUrl,
      PARTNER_CENTER_API_BASE: vendorUrl,
      PARTNER_CENTER_LOGIN_BASE: vendorUrl,
      PARTNER_CENTER_PRICE_SHEET_BASE: vendorUrl,
      PARTNER_CENTER_ACCEPTANCE_PAGE: `${runningVendor.url}/mca/`,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      LOG_LEVEL: "info",
      MEDUSA_DISABLE_TELEMETRY: "true",
      MEDUSA_TELEMETRY_HOST: "http://127.0.0.1:9",
    };
    const db = new Client({ connectionString: databaseUrl(database) });
    await db.connect();
    cleanups.push(() => db.end());
    const { rows } = await db.query<{ token: string }>("select token from api_key where title = 'Shop'");
    const log = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "seatline-faults-")), `${name}.log`);
    const spawn = () => new ServerUnderTest(port, env, log);
    const key = rows[0]?.token ?? "";
    const world = new FaultWorld(url, db, vendor.control, stripe.control, mails, clock, log, key, spawn, cleanups);
    cleanups.push(() => world.end());
    await world.restart();
    return world;
  }

  get server(): ServerUnderTest {
    if (this.current === undefined) {
      throw new Error("No server is up.");
    }
    return this.current;
  }

  /** Milliseconds since the server came up; 0 while it is down. */
  upForMs(): number {
    return Math.max(0, performance.now() - this.upSince);
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    this.upSince = Number.POSITIVE_INFINITY;
    await this.current?.kill();
  }

  /** Another process takes over, with orders from its first step on; the next one loads its packages meanwhile. */
  async restart(orders: readonly PointOrder[] = []): Promise<void> {
    await this.kill();
    this.current = this.standby ?? this.spawn();
    this.current.instruct(orders.length > 0, orders);
    await this.current.start();
    this.upSince = performance.now();
    this.standby = this.spawn();
    this.redeliver();
  }

  visitor(): Visitor {
    return new Visitor({
      url: this.url,
      publishableKey: this.publishableKey,
      confirmAddress: (email) => this.confirmAddress(email),
    });
  }

  /** Calls the partner's side as a user whose sign-in this process has made up. */
  admin(method: "GET" | "POST", route: string, body?: unknown): Promise<unknown> {
    return this.asUser(method, `/admin/csp${route}`, body);
  }

  /** Cancels an order as a user does on Medusa's own page of it. */
  cancelOrder(id: string): Promise<unknown> {
    return this.asUser("POST", `/admin/orders/${id}/cancel`);
  }
  /** Rows of a statement on the shop's database. */
  async rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.db.query<Row>(sql, [...values])).rows;
  }

  async stop(): Promise<void> {
    await undo(this.cleanups);
  }

  private async end(): Promise<void> {
    await this.kill();
    await this.standby?.kill();
  }

  private async asUser(method: "GET" | "POST", route: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}${route}`, {
      method,
      headers: { authorization: `Bearer ${userToken()}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${route} answered ${response.status}: ${text.slice(0, 500)}`);
    }
    return JSON.parse(text);
  }

  /** What a click on the link in the mail leaves behind; the mail itself is a point of its own. */
  private async confirmAddress(email: string): Promise<void> {
    await this.db.query(
      `insert into auth_verification (id, auth_identity_id, entity_id, entity_type, code_provider, verified_at, requested_at)
       select 'authver_' || id, auth_identity_id, entity_id, 'email', 'token', now(), now()
       from provider_identity where entity_id = $1`,
      [email],
    );
  }

  /** The card processor tries again what reached nobody; by its own clock that is an hour later. */
  private redeliver(): void {
    for (const delivery of this.stripe.deliveries()) {
      if (delivery.state === "waiting" && delivery.attempts.length > 0) {
        this.stripe.replay(delivery.id);
        Object.assign(delivery, { state: "failed", nextAttemptAt: null });
      }
    }
  }
}

function userToken(): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    actor_id: "user_faults",
    actor_type: "user",
    auth_identity_id: "",
    app_metadata: {},
    iat,
    exp: iat + 3600,
  };
  const unsigned = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  const signature = createHmac("sha256", process.env.JWT_SECRET ?? "")
    .update(unsigned)
    .digest("base64url");
  return `${unsigned}.${signature}`;
}
