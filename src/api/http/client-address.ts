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

/**
 * The address of the person at the other end. The shop calls on behalf of its visitors, so `X-Forwarded-For` is read
 * from the right, and only as long as the one who wrote each entry is a trusted peer; what a stranger claims is ignored.
 */
export function clientAddress(req: MedusaRequest): string {
  const header = req.headers["x-forwarded-for"];
  const claimed = (Array.isArray(header) ? header.join(",") : (header ?? "")).split(",").map((part) => part.trim());
  let address = plain(req.socket.remoteAddress ?? "");
  for (const hop of claimed.reverse()) {
    if (!isTrusted(address) || isIP(plain(hop)) === 0) {
      break;
    }
    address = plain(hop);
  }
  return address;
}

function isTrusted(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && trustedPeers.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** IPv4 addresses arrive as `::ffff:10.0.0.1` on a socket that speaks both. */
function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}
