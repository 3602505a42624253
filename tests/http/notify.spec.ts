import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { SMTPServer } from "smtp-server";
import { CLOCK_MODULE } from "../../src/modules/clock";
import { notify } from "../../src/processes/notify";
import { describeMedusa } from "../support/medusa/describe-medusa";

const mail = {
  to: "ada@larch.example",
  template: "order_refused" as const,
  data: { companyName: "Larch", orderDisplayId: "7", reason: "Not approved.", moneyReleased: "1.00 USD" },
};

/** A mail server that can be told to refuse. */
function mailServer() {
  const state = { refuse: false, subjects: [] as string[] };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    // Medusa keeps its connection open; by default a closing server waits half a minute for it.
    closeTimeout: 100,
    onData(stream, _session, callback) {
      let text = "";
      stream.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      stream.on("end", () => {
        if (state.refuse) {
          callback(new Error("not now"));
          return;
        }
        state.subjects.push(/^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? "");
        callback();
      });
    },
  });
  return { server, state };
}

const { server, state } = mailServer();

/** The application reads its settings before a test can choose a free port, so the port follows the process. */
const PORT = 21_000 + (process.pid % 20_000);
process.env.SMTP_URL = `smtp://127.0.0.1:${PORT}`;

describeMedusa("tables", (medusa) => {
  beforeAll(() => new Promise<void>((resolve) => server.listen(PORT, "127.0.0.1", () => resolve())));

  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it("sends one mail per key, also when asked twice or by two at once", async () => {
    const { container } = medusa();
    await Promise.all([notify(container, { ...mail, key: "k1" }), notify(container, { ...mail, key: "k1" })]);
    expect(await notify(container, { ...mail, key: "k1" })).toBe(true);
    expect(state.subjects).toEqual(["Your order 7 could not be completed"]);
  });

  it("says that a mail did not go out, and sends it once the mail server is back", async () => {
    const { container } = medusa();
    state.subjects.length = 0;
    state.refuse = true;
    expect(await notify(container, { ...mail, key: "k2" })).toBe(false);
    state.refuse = false;
    container.resolve(CLOCK_MODULE).set(new Date(Date.now() + 3_600_000));
    expect(await notify(container, { ...mail, key: "k2" })).toBe(true);
    expect(await notify(container, { ...mail, key: "k2" })).toBe(true);
    expect(state.subjects).toEqual(["Your order 7 could not be completed"]);
  });

  it("sends once more what a process began and died with, and not while another may be sending it", async () => {
    const { container } = medusa();
    state.subjects.length = 0;
    state.refuse = false;
    await notify(container, { ...mail, key: "k3" });
    const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
    const row = () => db("notification").where({ resource_id: "k3" });
    await row().update({ status: "pending" });
    expect(await notify(container, { ...mail, key: "k3" })).toBe(false);
    expect(state.subjects).toHaveLength(1);
    await row().update({ created_at: db.raw("now() - interval '6 minutes'") });
    container.resolve(CLOCK_MODULE).set(new Date(container.resolve(CLOCK_MODULE).now().getTime() + 400_000));
    expect(await notify(container, { ...mail, key: "k3" })).toBe(true);
    expect(state.subjects).toHaveLength(2);
    expect(await notify(container, { ...mail, key: "k3" })).toBe(true);
    expect(state.subjects).toHaveLength(2);
  });
});
