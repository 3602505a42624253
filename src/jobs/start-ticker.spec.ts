import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { asValue } from "@medusajs/framework/awilix";
import { createMedusaContainer } from "@medusajs/framework/utils";
import { CLOCK_MODULE, ClockService } from "../modules/clock";
import { dutyStates, stopTicker } from "../processes/ticker";
import startTicker from "./start-ticker";
import tick from "./tick";

jest.mock("../workflows/duties", () => ({ duties: [] }));

const SANDBOX_TIME = "2031-03-15T10:00:00.000Z";

describe.each([
  ["at the start", startTicker],
  ["every minute", tick],
])("the ticker that begins %s", (_when, begin) => {
  afterEach(() => stopTicker());

  it("begins when the clock is right, and not by the machine's time before", async () => {
    const answer = { now: SANDBOX_TIME, sequence: 1 };
    const sandbox = createServer((_request, response) => response.end(JSON.stringify(answer))).listen(0, "127.0.0.1");
    await new Promise((resolve) => sandbox.once("listening", resolve));
    const { port } = sandbox.address() as AddressInfo;
    const clock = new ClockService({}, { clock: { sandboxUrl: `http://127.0.0.1:${port}` } });
    const container = createMedusaContainer();
    const logger = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
    container.register({ [CLOCK_MODULE]: asValue(clock), logger: asValue(logger) });
    const begun = begin(container);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(dutyStates()).toBeNull();
    await clock.__hooks.onApplicationStart();
    await begun;
    expect(dutyStates()).toEqual([]);
    expect(clock.now().toISOString().slice(0, 16)).toBe(SANDBOX_TIME.slice(0, 16));
    await clock.__hooks.onApplicationShutdown();
    sandbox.closeAllConnections();
    sandbox.close();
  });
});
