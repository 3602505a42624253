import type { Socket } from "node:net";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { SMTPServer } from "smtp-server";
import { sealSecret } from "../../src/connections/sealed-text";
import { MAIL_MODULE } from "../../src/modules/mail";
import { Migration20261129201010 } from "../../src/modules/mail/migrations/Migration20261129201010";
import { PAUSE_SECONDS } from "../../src/modules/mail/service";
import { SETTINGS_MODULE } from "../../src/modules/settings";
import { type Mail, notify } from "../../src/processes/notify";
import { mailDuty } from "../../src/processes/notify/duty";
import { SENT_WITHIN_MS } from "../../src/providers/notification-smtp/service";
import { runMigration } from "../support/billing/database";
import { describeMedusa } from "../support/medusa/describe-medusa";

const mail = {
  to: "ada@larch.example",
  template: "order_refused" as const,
  data: {
    companyName: "Larch",
    orderDisplayId: "7",
    reason: "Not approved.",
    by: "vendor" as const,
    whole: true,
    moneyReleased: "1.00 USD",
  },
};

/** A mail that who asks for it sends. */
const waits = {
  to: "ada@larch.example",
  template: "order_waits" as const,
  data: {
    companyName: "L",
    orderDisplayId: "7",
    isOver: false,
    words: "It waits.",
    supportEmail: "x@y.example",
    orderUrl: "",
  },
};

/** A mail server that can be told to refuse. */
const state = {
  refuse: false,
  unknownAddress: false,
  hangUp: false,
  /** Happens while a mail comes in. */
  meanwhile: async () => {},
  subjects: [] as string[],
  messageIds: [] as string[],
};
const mailServer = () =>
  new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    // Medusa keeps its connection open; by default a closing server waits half a minute for it.
    closeTimeout: 100,
    onRcptTo(_address, _session, callback) {
      callback(state.unknownAddress ? Object.assign(new Error("5.1.1 no such user"), { responseCode: 550 }) : null);
    },
    onData(stream, session, callback) {
      if (state.hangUp) {
        hangUp(session.id);
        return;
      }
      let text = "";
      stream.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      stream.on("end", async () => {
        await state.meanwhile();
        if (state.refuse) {
          callback(new Error("not now"));
          return;
        }
        state.subjects.push(/^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? "");
        state.messageIds.push(/^Message-ID: (.*)$/im.exec(text)?.[1]?.trim() ?? "");
        callback();
      });
    },
  });
let server = mailServer();

/** Cuts a connection while a mail comes in. */
function hangUp(sessionId: string): void {
  for (const connection of server.connections as Set<{ readonly id: string; readonly _socket: Socket }>) {
    if (connection.id === sessionId) {
      connection._socket.destroy();
    }
  }
}

/** The application reads its settings before a test can choose a free port, so the port follows the process. */
const PORT = 21_000 + (process.pid % 20_000);
process.env.SMTP_URL = `smtp://127.0.0.1:${PORT}`;

describeMedusa("tables", (medusa) => {
  beforeAll(() => new Promise<void>((resolve) => server.listen(PORT, "127.0.0.1", () => resolve())));

  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const db = () => medusa().container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  /** As if the pause after the last try at a mail had passed. */
  const aged = (key: string) =>
    db()("csp_mail")
      .where({ id: key })
      .update({ next_at: db().raw("now()") });
  const noted = (key: string) => db()("csp_mail").where({ id: key }).first();
  const attempts = async (keys: readonly string[]) => Promise.all(keys.map(async (key) => (await noted(key)).attempts));
  const duty = () => mailDuty.run(medusa().container, new Date());

  const mailed = async (key: string) => {
    expect(await notify(medusa().container, { ...mail, key })).toBe(true);
    await duty();
    return (await noted(key)).state;
  };

  it("sends one mail per key, also when asked twice or by two at once", async () => {
    const { container } = medusa();
    await Promise.all([notify(container, { ...mail, key: "k1" }), notify(container, { ...mail, key: "k1" })]);
    await Promise.all([duty(), duty()]);
    expect(await mailed("k1")).toBe("sent");
    expect(state.subjects).toEqual(["Your order 7 could not be completed"]);
  });

  it("lets nobody wait for the mail server", async () => {
    await notify(medusa().container, { ...mail, key: "k0" });
    expect(await noted("k0")).toMatchObject({ state: "waiting", attempts: 0 });
    state.subjects.length = 0;
    await duty();
    expect([state.subjects.length, (await noted("k0")).state]).toEqual([1, "sent"]);
  });

  it("sends a mail that did not go out once the mail server is back", async () => {
    state.subjects.length = 0;
    state.refuse = true;
    expect(await mailed("k2")).toBe("waiting");
    state.refuse = false;
    expect(await mailed("k2")).toBe("waiting");
    await aged("k2");
    expect(await mailed("k2")).toBe("sent");
    expect(await mailed("k2")).toBe("sent");
    expect(state.subjects).toEqual(["Your order 7 could not be completed"]);
  });

  it("tells the seller's people that the mail server takes nothing, until it does again", async () => {
    const { container } = medusa();
    const faults = async () =>
      (await container.resolve(SETTINGS_MODULE).listSetUpFaults(new Date())).map(({ system, count }) => [
        system,
        count,
      ]);
    const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await faults()).toEqual([]);
    await close();
    expect(await mailed("k4")).toBe("waiting");
    expect(await faults()).toEqual([["mail", 1]]);
    server = mailServer();
    await new Promise<void>((resolve) => server.listen(PORT, "127.0.0.1", () => resolve()));
    // One address that is refused is no fault of the set-up, and does not end one.
    state.refuse = true;
    expect(await mailed("k5")).toBe("waiting");
    expect(await faults()).toEqual([["mail", 1]]);
    state.refuse = false;
    expect(await mailed("k6")).toBe("sent");
    expect(await faults()).toEqual([]);
  });

  it("that takes nothing is asked by one mail at a look, and not by each that waits", async () => {
    const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
    await close();
    const keys = ["q1", "q2", "q3"];
    for (const key of keys) {
      await notify(medusa().container, { ...mail, key });
    }
    const at = new Date();
    expect(await mailDuty.run(medusa().container, at)).toEqual({ done: 0, nextDueAt: new Date(at.getTime() + 60_000) });
    expect(await attempts(keys)).toEqual([1, 0, 0]);
    // The next one is asked first: one that the server hangs up on holds up no other.
    await duty();
    expect(await attempts(keys)).toEqual([1, 1, 0]);
    server = mailServer();
    await new Promise<void>((resolve) => server.listen(PORT, "127.0.0.1", () => resolve()));
    await Promise.all(keys.map(aged));
    expect((await duty()).done).toBe(3);
  });

  it("is told as the one that does not answer, where it hangs up in the middle of a mail", async () => {
    state.hangUp = true;
    expect(await mailed("k7")).toBe("waiting");
    state.hangUp = false;
    expect(await noted("k7")).toMatchObject({ failure: "server", last_error: expect.stringMatching(/^ECONN/) });
    await aged("k7");
    expect(await mailed("k7")).toBe("sent");
  });

  it("gets each copy of a mail under the same id, and no other mail under it", async () => {
    state.messageIds.length = 0;
    expect([await mailed("id1"), await mailed("id2")]).toEqual(["sent", "sent"]);
    // As if the process had died before it noted the answer.
    await db()("csp_mail")
      .where({ id: "id1" })
      .update({ state: "waiting", ended_at: null, next_at: db().raw("now()") });
    expect(await mailed("id1")).toBe("sent");
    const [first, other, again] = state.messageIds;
    expect(first).toMatch(/^<[0-9a-f]{32}@.+>$/);
    expect([again, other === first]).toEqual([first, false]);
  });

  it("is waited for no longer than another process lets a mail alone", () => {
    expect(SENT_WITHIN_MS).toBeLessThan(PAUSE_SECONDS * 1_000);
  });

  it("sends once more what a process began and died with, and not while another may be sending it", async () => {
    state.subjects.length = 0;
    state.refuse = false;
    await mailed("k3");
    // As if the process had died before it noted the answer.
    await db()("csp_mail")
      .where({ id: "k3" })
      .update({ state: "waiting", ended_at: null, next_at: db().raw("now() + interval '1 min'") });
    expect(await mailed("k3")).toBe("waiting");
    expect(state.subjects).toHaveLength(1);
    await aged("k3");
    expect(await mailed("k3")).toBe("sent");
    expect(state.subjects).toHaveLength(2);
    expect(await mailed("k3")).toBe("sent");
    expect(state.subjects).toHaveLength(2);
  });

  describe("a mail that did not go out at first", () => {
    const refusedOnce = async (key: string, more: Partial<Mail> = {}) => {
      state.subjects.length = 0;
      state.refuse = true;
      await notify(medusa().container, { ...mail, key, ...more } as Mail);
      await duty();
      state.refuse = false;
      await aged(key);
    };

    it("goes out by itself, whoever asked and whatever became of them, and then nothing of it is left", async () => {
      await refusedOnce("kept1");
      expect(await noted("kept1")).toMatchObject({ state: "waiting", failure: "refused", recipient: mail.to });
      expect((await noted("kept1")).sealed).not.toMatch(/Larch|ada@/);
      expect((await duty()).done).toBe(1);
      expect(state.subjects).toEqual(["Your order 7 could not be completed"]);
      expect(await noted("kept1")).toMatchObject({ state: "sent", sealed: null, recipient: null, attempts: 2 });
      expect((await duty()).done).toBe(0);
    });

    it.each([
      ["new_password", { email: "ada@larch.example", link: "https://shop/x" }],
      ["confirm_address", { email: "ada@larch.example", link: "https://shop/x", notMeLink: "https://shop/y" }],
      ["sign_up_tried", { email: "ada@larch.example", signInUrl: "https://shop/x", newPasswordUrl: "https://shop/y" }],
      ["tenant_code", { companyName: "Larch", domain: "larch.example", code: "ABCD-EFGH", askedBy: "x@y.example" }],
      ["licences_live", { companyName: "Larch", subscriptions: [], isTenantNew: false, shopUrl: "https://shop" }],
      ["order_canceled", { companyName: "Larch", orderDisplayId: "7", moneyReleased: "1.00 USD" }],
      ["renewal_done", { companyName: "Larch", title: "Pine", quantity: 1, termEndsOn: "1 May" }],
      ["service_extended", { companyName: "Larch", title: "Pine", quantity: 1, termEndsOn: "1 May" }],
    ] as const)("is kept: %s", async (template, data) => {
      await refusedOnce(`kept_${template}`, { template, data } as Partial<Mail>);
      await duty();
      expect([state.subjects.length, (await noted(`kept_${template}`)).state]).toEqual([1, "sent"]);
    });

    it("is not kept where it says what may not be so any more: who asks again knows", async () => {
      await refusedOnce("waits", waits);
      expect((await duty()).done).toBe(0);
      expect(state.subjects).toEqual([]);
    });

    it("is given up when it is of no use any more, or was tried too often, and not sent then", async () => {
      await refusedOnce("late");
      await db()("csp_mail")
        .where({ id: "late" })
        .update({ expires_at: db().raw("now()") });
      await refusedOnce("often");
      await db()("csp_mail").where({ id: "often" }).update({ attempts: 300 });
      await duty();
      expect(state.subjects).toEqual([]);
      expect([(await noted("late")).state, (await noted("often")).state]).toEqual(["given_up", "given_up"]);
      expect(await mailed("late")).toBe("given_up");
      expect(state.subjects).toEqual([]);
    });

    it("is given up at once where there is no such address", async () => {
      state.unknownAddress = true;
      expect(await mailed("nobody")).toBe("given_up");
      state.unknownAddress = false;
      expect(await noted("nobody")).toMatchObject({ state: "given_up", failure: "refused", sealed: null });
      expect((await noted("nobody")).last_error).toMatch(/5\.1\.1/);
      expect((await noted("nobody")).last_error).not.toMatch(/ada@/);
    });

    it("that was sealed with another key is given up, and holds up no other", async () => {
      await refusedOnce("foreign");
      await db()("csp_mail")
        .where({ id: "foreign" })
        .update({ sealed: sealSecret("{}", Buffer.alloc(32, 9).toString("base64")) });
      await refusedOnce("good");
      await duty();
      expect([(await noted("foreign")).state, (await noted("good")).state]).toEqual(["given_up", "sent"]);
    });

    it("is forgotten with the person", async () => {
      await refusedOnce("person", { to: "gone@larch.example" });
      await medusa().container.resolve(MAIL_MODULE).forget("gone@larch.example");
      expect(await noted("person")).toBeUndefined();
    });

    it.each([
      ["goes out", false],
      ["is refused", true],
    ])("leaves no copy at Medusa when the person is erased while it %s", async (_what, refuse) => {
      const to = `going_${refuse}@larch.example`;
      const copies = () => db()("notification").where({ to });
      await notify(medusa().container, { ...mail, to, key: to });
      state.refuse = refuse;
      state.meanwhile = () => medusa().container.resolve(MAIL_MODULE).forget(to);
      await duty();
      Object.assign(state, { refuse: false, meanwhile: async () => {} });
      expect([await noted(to), await copies()]).toEqual([undefined, []]);
    });

    it("one whose file cannot be made says so, and who asked is told", async () => {
      const pdf = async () => Promise.reject(new Error("the file is broken"));
      await expect(notify(medusa().container, { ...waits, key: "file", pdf })).rejects.toThrow("the file is broken");
      expect(await noted("file")).toMatchObject({
        state: "waiting",
        failure: "unwritten",
        last_error: "the file is broken",
      });
    });
  });

  it("takes over by their keys the mails that went out before they were written down", async () => {
    const row = { to: mail.to, channel: "email", template: "renewal_done", resource_type: "seatline_mail" };
    await db()("notification").insert([
      { ...row, id: "noti_a", resource_id: "old_sent", status: "success" },
      { ...row, id: "noti_b", resource_id: "old_failed", status: "failure" },
    ]);
    await runMigration(db(), Migration20261129201010, "up");
    await runMigration(db(), Migration20261129201010, "up");
    state.subjects.length = 0;
    expect(await mailed("old_sent")).toBe("sent");
    expect(await mailed("old_failed")).toBe("sent");
    expect([state.subjects.length, (await noted("old_failed")).attempts]).toEqual([1, 2]);
  });
});
