import type { MedusaRequest } from "@medusajs/framework/http";
import { addressKey, clientAddress } from "./client-address";

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

  it("knows a trusted peer and an address however they are written", () => {
    expect(clientAddress(request("::FFFF:7f00:1", "198.51.100.7"))).toBe("198.51.100.7");
    expect(clientAddress(request("127.0.0.1", "0:0:0:0:0:FFFF:198.51.100.7"))).toBe("198.51.100.7");
    expect(clientAddress(request("127.0.0.1", "2001:0DB8:0:0::0001"))).toBe("2001:db8::1");
  });

  it("reads past the port that some proxies write", () => {
    expect(clientAddress(request("127.0.0.1", "198.51.100.7:41822"))).toBe("198.51.100.7");
    expect(clientAddress(request("127.0.0.1", "[2001:db8::7]:443"))).toBe("2001:db8::7");
    expect(clientAddress(request("127.0.0.1", "[2001:db8::7]"))).toBe("2001:db8::7");
  });
});

describe("key of an address", () => {
  it("is the address itself for IPv4", () => {
    expect(addressKey("203.0.113.9")).toBe("203.0.113.9");
    expect(addressKey("::ffff:203.0.113.9")).toBe("203.0.113.9");
    expect(addressKey("::FFFF:cb00:7109")).toBe("203.0.113.9");
  });

  it("is the network of 64 bits for IPv6, which one host has to itself", () => {
    const spellings = ["2001:db8:0:1::1", "2001:0DB8::1:FFFF:0:0:1", "2001:db8:0:1:aaaa:bbbb:203.0.113.9"];
    expect(new Set(spellings.map(addressKey))).toEqual(new Set(["2001:db8:0:1::/64"]));
    expect(addressKey("2001:db8:0:2::1")).toBe("2001:db8:0:2::/64");
    expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
    expect(addressKey("::1")).toBe("0:0:0:0::/64");
  });

  it("is what there is where it is no address", () => {
    expect(addressKey("")).toBe("");
  });
});
