import type { Delivery } from "../state";
import type { World } from "../world";
import { createSigningIdentity, type SigningIdentity, signBytes } from "./signing-identity";

const maxAttempts = 10;
const answerWithinMs = 10_000;
const keptDeliveries = 500;
const underWay = new WeakMap<World, Set<Promise<void>>>();

let identityOfProcess: SigningIdentity | undefined;

/** The signing key of this simulator, kept with its state. Making one is slow, so a process makes only one. */
export function signingIdentity(world: World): SigningIdentity {
  if (!world.state.signing) {
    identityOfProcess ??= createSigningIdentity();
    world.state.signing = identityOfProcess;
    world.changed();
  }
  return world.state.signing;
}

/** One minute, then doubling, by the sandbox clock. */
const pauseAfter = (attempts: number) => 60_000 * 2 ** (attempts - 1);

async function post(world: World, delivery: Delivery): Promise<{ status: number; text: string }> {
  const bytes = Buffer.from(delivery.body);
  const signature = signBytes(signingIdentity(world), bytes);
  const response = await fetch(delivery.url, {
    method: "POST",
    body: bytes,
    headers: {
      "Content-Type": "application/json",
      ...(world.state.registration?.msSignatureHeader
        ? { "x-ms-signature": signature }
        : { Authorization: `Signature ${signature}` }),
      "X-MS-Certificate-Url": `${world.baseUrl}/cert/pcnotifications-dispatch.cer`,
      "X-MS-Signature-Algorithm": "rsa-sha256",
    },
    redirect: "error",
    signal: AbortSignal.timeout(answerWithinMs),
  });
  await response.arrayBuffer();
  return { status: response.status, text: response.statusText };
}

async function attempt(world: World, delivery: Delivery): Promise<void> {
  const outcome = await post(world, delivery).catch((error: unknown) => ({ status: 0, text: String(error) }));
  const at = world.clock.now();
  const delivered = outcome.status >= 200 && outcome.status < 300;
  delivery.results.push({
    responseCode: outcome.status === 0 ? "" : String(outcome.status),
    responseMessage: outcome.text,
    systemError: outcome.status === 0,
    dateTimeUtc: at.toISOString(),
  });
  if (delivered) {
    delivery.state = "delivered";
  } else if (delivery.attempts >= maxAttempts) {
    delivery.state = "failed";
  } else {
    delivery.nextAttemptAt = new Date(at.getTime() + pauseAfter(delivery.attempts)).toISOString();
  }
  const finished = world.state.deliveries.filter((one) => one.state !== "waiting" && one.state !== "held");
  const tooMany = new Set(finished.slice(0, Math.max(0, finished.length - keptDeliveries)));
  world.state.deliveries = world.state.deliveries.filter((one) => !tooMany.has(one));
  world.changed();
}

/** Starts one attempt; its result, and the next attempt, follow when the receiver has answered. */
export function attemptDelivery(world: World, delivery: Delivery): void {
  delivery.nextAttemptAt = null;
  delivery.attempts += 1;
  const running = underWay.get(world) ?? new Set<Promise<void>>();
  underWay.set(world, running);
  const done = attempt(world, delivery).finally(() => running.delete(done));
  running.add(done);
}

/** Resolves once no attempt is on its way. */
export async function deliveriesAtRest(world: World): Promise<void> {
  for (let running = underWay.get(world); running && running.size > 0; running = underWay.get(world)) {
    await Promise.all(running);
  }
}
