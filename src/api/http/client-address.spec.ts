import type { MedusaRequest } from "@medusajs/framework/http";
import { clientAddress } from "./client-address";

const request = (peer: string, forwarded?: string) =>
  ({
    headers: forwarded ? { "x-forwarded-for": forwarded } : {},
    socket: { remoteAddress: peer },
  }) as unknown as MedusaRequest;

describe("client address", () => {
  it("is the peer when nobody forwards", () => {
    expect(clientAddress(request("203.0.113.9"))).toBe("203.0.113.9");
    expect(clientAddress(request("::ffff:203.0.113.9"))).toBe("203.0.113.9");
  });

  it("believes the shop on this machine or in the private network", () => {
    expect(clientAddress(request("::ffff:127.0.0.1", "198.51.100.7"))).toBe("198.51.100.7");
    expect(clientAddress(request("10.0.0.4", "198.51.100.7, 10.0.0.9"))).toBe("198.51.100.7");
  });

  it("ignores what a stranger claims, and what is not an address", () => {
    expect(clientAddress(request("203.0.113.9", "127.0.0.1"))).toBe("203.0.113.9");
    expect(clientAddress(request("127.0.0.1", "1.2.3.4, 203.0.113.50"))).toBe("203.0.113.50");
    expect(clientAddress(request("127.0.0.1", "unknown"))).toBe("127.0.0.1");
  });
});
