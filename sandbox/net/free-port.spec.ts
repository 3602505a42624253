import net, { type AddressInfo } from "node:net";
import { freePort } from "./free-port";

const listening = (port: number, host?: string) =>
  new Promise<net.Server>((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(port, host, () => resolve(server));
  });

describe("a free port", () => {
  it("is the wanted one unless something listens there, on whatever address", async () => {
    const taken = await listening(0, "127.0.0.1");
    const { port } = taken.address() as AddressInfo;
    expect(await freePort(port)).not.toBe(port);
    await new Promise((resolve) => taken.close(resolve));
    expect(await freePort(port)).toBe(port);
  });

  it("is none that the system gives to a connection, where any will do", async () => {
    const ports = await Promise.all(Array.from({ length: 40 }, () => freePort()));
    expect(Math.max(...ports)).toBeLessThan(32_768);
    expect(new Set(ports).size).toBeGreaterThan(30);
  });
});
