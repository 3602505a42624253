import { BlockList, isIP } from "node:net";
import type { MedusaRequest } from "@medusajs/framework/http";

/** Peers that may speak for someone else: this machine and the private network its shop runs in. */
const trustedPeers = new BlockList();
trustedPeers.addSubnet("127.0.0.0", 8, "ipv4");
trustedPeers.addSubnet("10.0.0.0", 8, "ipv4");
trustedPeers.addSubnet("172.16.0.0", 12, "ipv4");
trustedPeers.addSubnet("192.168.0.0", 16, "ipv4");
trustedPeers.addAddress("::1", "ipv6");
trustedPeers.addSubnet("fc00::", 7, "ipv6");

/** `198.51.100.7:41822` and `[2001:db8::7]:443`, as some proxies write whom they speak for. */
const WITH_PORT = /^(?:\[(?<six>[^\]]+)\](?::\d+)?|(?<four>[\d.]+):\d+)$/;

/**
 * The address of the person at the other end. The shop calls on behalf of its visitors, so `X-Forwarded-For` is read
 * from the right, and only as long as the one who wrote each entry is a trusted peer; what a stranger claims is ignored.
 */
export function clientAddress(req: MedusaRequest): string {
  const header = req.headers["x-forwarded-for"];
  const claimed = (Array.isArray(header) ? header.join(",") : (header ?? "")).split(",").map((part) => part.trim());
  let address = canonical(req.socket.remoteAddress ?? "");
  for (const hop of claimed.reverse()) {
    const next = canonical(withoutPort(hop));
    if (!isTrusted(address) || isIP(next) === 0) {
      break;
    }
    address = next;
  }
  return address;
}

/**
 * What stands for one caller where callers are counted: the address, or for IPv6 the network of 64 bits that one host has
 * to itself, so that it has one key and not as many as it likes.
 */
export function addressKey(address: string): string {
  const plain = canonical(address);
  return isIP(plain) === 6 ? `${groupsOf(plain).slice(0, 4).join(":")}::/64` : plain;
}

function isTrusted(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && trustedPeers.check(address, version === 6 ? "ipv6" : "ipv4");
}

function withoutPort(hop: string): string {
  const { six, four } = WITH_PORT.exec(hop)?.groups ?? {};
  return six ?? four ?? hop;
}

/** One spelling for each address. IPv4 addresses arrive as `::ffff:10.0.0.1` on a socket that speaks both. */
function canonical(address: string): string {
  const [plain = ""] = address.split("%");
  if (isIP(plain) !== 6) {
    return plain;
  }
  const groups = groupsOf(plain);
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff"
    ? [high >> 8, high & 255, low >> 8, low & 255].join(".")
    : new URL(`http://[${plain}]`).hostname.slice(1, -1);
}

/** The eight groups of an IPv6 address in lower case, without leading noughts. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => "0"), ...after];
}
