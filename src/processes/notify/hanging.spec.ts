import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { notify } from ".";

const WAITS = {
  to: "ada@larch.example",
  template: "order_waits",
  data: { companyName: "L", orderDisplayId: "7", isOver: false, words: "", supportEmail: "", orderUrl: "" },
} as const;

let now = 0;
const server = { afterMs: 0, says: "ETIMEDOUT Timeout" as string | null, asked: [] as string[] };

/** As much of the application as a mail needs that who asks for it sends. */
const container = {
  hasRegistration: () => false,
  resolve: (name: string) =>
    name === Modules.NOTIFICATION
      ? {
          async createNotifications({ resource_id }: { readonly resource_id: string }) {
            server.asked.push(resource_id);
            now += server.afterMs;
            if (server.says !== null) {
              throw new Error(`Failed to send notification with id noti_1:\n${server.says}`);
            }
          },
        }
      : {
          write: async () => true,
          take: async () => ({ turn: "try", attempt: 1 }),
          failed: async () => undefined,
          sent: async () => undefined,
          isWritten: async () => true,
          now: () => new Date(0),
          recordSetUpFault: async () => false,
          clearSetUpFault: async () => false,
          error: () => undefined,
          info: () => undefined,
        },
} as unknown as MedusaContainer;

const ask = (key: string) => notify(container, { ...WAITS, key });

beforeEach(() => {
  // Long after whatever was before.
  now += 600_000;
  jest.spyOn(performance, "now").mockImplementation(() => now);
  Object.assign(server, { afterMs: 0, says: "ETIMEDOUT Timeout", asked: [] });
});
afterEach(() => jest.restoreAllMocks());

it("of many mails one waits for a server that hangs, a minute long, and none is told as sent", async () => {
  server.afterMs = 45_000;
  expect([await ask("a"), await ask("b"), await ask("c")]).toEqual([false, false, false]);
  expect(server.asked).toEqual(["a"]);
  now += 60_000;
  Object.assign(server, { afterMs: 100, says: null });
  expect([await ask("b"), await ask("c")]).toEqual([true, true]);
});

it("a server that says at once that it is down, or refuses a mail after long, keeps no other mail from being tried", async () => {
  server.says = "connect ECONNREFUSED 127.0.0.1:25";
  await ask("a");
  await ask("b");
  Object.assign(server, { afterMs: 20_000, says: "Message failed: 554 5.7.1 looks like spam" });
  await ask("c");
  await ask("d");
  expect(server.asked).toEqual(["a", "b", "c", "d"]);
});
