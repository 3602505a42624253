import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import nodemailer from "nodemailer";
import { createWorldClock } from "../clock/world-clock";
import { freePort } from "../net/free-port";
import { startSmtp } from "./smtp";
import { MailStore } from "./store";

it("outlives senders that are killed in the middle of a mail", async () => {
  const mails = new MailStore();
  const clock = createWorldClock(0);
  const port = await freePort();
  const { stop } = await startSmtp(port, mails, clock);
  try {
    for (let killed = 0; killed < 2; killed += 1) {
      const dying = connect(port, "127.0.0.1");
      await once(dying, "data");
      for (const line of ["EHLO killed", "MAIL FROM:<shop@seller.example>"]) {
        dying.write(`${line}\r\n`);
        await once(dying, "data");
      }
      dying.resetAndDestroy();
      await wait(50);
    }
    const sender = nodemailer.createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
    await sender.sendMail({
      from: "shop@seller.example",
      to: "Buyer@customer.example",
      subject: "Order",
      text: "Thanks",
    });
    expect(mails.list()).toMatchObject([{ subject: "Order", to: ["buyer@customer.example"] }]);
  } finally {
    await stop();
    clock.stop();
  }
});
