import path from "node:path";
import express from "express";
import { z } from "zod";
import type { PageLink } from "../clock/page";
import { clockRouter } from "../clock/router";
import { createWorldClock } from "../clock/world-clock";
import { demoOffers } from "../demo/vendor-offers";
import { demoSeller } from "../launcher/demo";
import { mailboxRouter } from "../mailbox/router";
import { startSmtp } from "../mailbox/smtp";
import { MailStore, type StoredMail } from "../mailbox/store";
import { createPartnerCenterSimulator } from "../partner-center";
import { createSnapshot } from "../state/snapshot";
import { createStripeSimulator } from "../stripe";
import { viesRouter } from "../vies/router";
import { listen } from "./listen";
import { type SandboxSettings, sandboxSettings } from "./settings";

const clockState = z.object({ offsetMs: z.number() });
const mailState = z.array(z.custom<StoredMail>((value) => z.object({ id: z.int() }).loose().safeParse(value).success));

/** Everything that stands in for the world, in one process, so that one clock drives it all. */
async function main(): Promise<void> {
  const parsed = sandboxSettings.safeParse(process.env);
  if (!parsed.success) {
    console.error(`The sandbox cannot start:\n${z.prettifyError(parsed.error)}`);
    process.exit(2);
  }
  const settings = parsed.data;
  const file = (name: string) => path.join(settings.state, name);

  const clockSnapshot = createSnapshot(file("clock.json"), () => ({ offsetMs: clock.offset() }), clockState.parse);
  const clock = createWorldClock(clockSnapshot.read()?.offsetMs ?? 0);
  clock.onChange(clockSnapshot.changed);

  const mailSnapshot = createSnapshot(file("mails.json"), () => mails.list(), mailState.parse);
  const mails: MailStore = new MailStore(mailSnapshot.read() ?? [], () => mailSnapshot.changed());

  const partnerCenter = createPartnerCenterSimulator({
    clock,
    stateFile: file("partner-center.json"),
    priceSheetFile: settings.priceSheet,
    provisioningDelayMs: settings.provisioningDelayMs,
    settings: { profile: settings.partnerCenterProfile },
    ...demoOffers,
  });
  const stripe = createStripeSimulator({
    clock,
    stateFile: file("stripe.json"),
    webhookEndpoint: settings.stripeWebhook,
    // The address that browsers are sent to; the shop allows exactly this origin.
    publicUrl: `http://localhost:${settings.stripePort}`,
    businessName: demoSeller.SELLER_LEGAL_NAME,
  });
  const running = [
    await startSmtp(settings.smtpPort, mails, clock),
    { stop: await listen(express().use(mailboxRouter(mails)), settings.mailboxPort) },
    await partnerCenter.start(settings.partnerCenterPort),
    await stripe.start(settings.stripePort),
  ];
  const clockApp = express();
  clockApp.get("/health", (_request, response) => void response.send("OK"));
  clockApp.use("/vies", viesRouter().router);
  clockApp.use(clockRouter(clock, pagesBeside(settings)));
  running.push({ stop: await listen(clockApp, settings.clockPort) });
  console.log(`The sandbox is up. Its clock says ${clock.now().toISOString()}.`);

  const stop = async () => {
    clock.stop();
    await Promise.all(running.map((one) => one.stop()));
    clockSnapshot.flush();
    mailSnapshot.flush();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

/** What one looks at after the clock has moved; the shop only where its address is known. */
function pagesBeside({ shopUrl, mailboxPort }: SandboxSettings): PageLink[] {
  const mailbox = { label: "Mailbox", href: `http://localhost:${mailboxPort}` };
  return shopUrl === undefined ? [mailbox] : [{ label: "Shop", href: shopUrl }, mailbox];
}

void main();
