import type { MedusaContainer } from "@medusajs/framework/types";
import { backOffMs } from "../../domain/retry";
import {
  codeAndDetail,
  type SignatoryProblem,
  type VendorAgreements,
  type VendorFailure,
} from "../../integrations/vendor-port";
import { COMPANY_MODULE, type LeasedAttestation, type Origin } from "../../modules/company";
import { readAgreement } from "./read-vendor";
import { tenantOf } from "./standing";

/** Who asks how far it is, and from where; `isSaid`: they say that the signatory has accepted. */
export type Asker = Origin & { readonly customerId: string; readonly isSaid: boolean };

export type Carried =
  /** It is as far as it can be for now. */
  | { readonly kind: "rests" }
  /** The vendor does not take the signatory, or has an acceptance of the same one that is not ours. */
  | { readonly kind: "not_taken"; readonly problems: readonly SignatoryProblem[] }
  /** The vendor could not be asked, or did not do it. */
  | { readonly kind: "failed"; readonly failure: VendorFailure };

/** How long until it is looked at again by itself: a page that was left is looked at daily, and after five weeks no more. */
const BETWEEN_LOOKS = { firstMs: 60_000, longestMs: 24 * 3_600_000 };
const MOST_LOOKS = 40;

const AWAY = "Microsoft did not answer just now. What you have done is kept; please try again in a minute.";
const TAKEN = "Microsoft has an acceptance by this person already; name somebody else who may sign, or write to us";

/**
 * Carries a leased attestation as far as it goes now, and gives it back: the vendor is told of the signatory, is asked whether
 * they have accepted, makes the agreement for a tenant that exists, and says what it has. Each step is written down before the
 * next one, and a lost answer is asked for again with the same request id; so whoever takes it up next goes on where this ended.
 *
 * @param asker null: nobody asks, it is looked at by itself
 */
export async function carryOn(
  container: MedusaContainer,
  agreements: VendorAgreements,
  lease: LeasedAttestation,
  { asker, now }: { readonly asker: Asker | null; readonly now: Date },
): Promise<Carried> {
  const turn = { container, agreements, lease, asker, now };
  switch (lease.state) {
    case "asked":
      return announce(turn);
    case "begun":
      return lookForAcceptance(turn);
    case "accepted":
      return makeAgreement(turn, lease);
    case "made":
      return readBack(turn, lease.vendorTenantId ?? "");
    case "ended":
      return { kind: "rests" };
  }
}

type Turn = {
  readonly container: MedusaContainer;
  readonly agreements: VendorAgreements;
  readonly lease: LeasedAttestation;
  readonly asker: Asker | null;
  readonly now: Date;
};

const storeOf = (container: MedusaContainer) => container.resolve(COMPANY_MODULE).attestations;

async function announce({ container, agreements, lease, now }: Turn): Promise<Carried> {
  const store = storeOf(container);
  const outcome = await agreements.begin({ signatory: lease.signatory, requestId: lease.requestId });
  if (outcome.kind !== "done") {
    return fail(container, lease, outcome, { now, renew: "request_id" });
  }
  switch (outcome.value.kind) {
    case "begun":
      await store.noteBegun(lease, outcome.value, now);
      await store.release(lease, { lookAt: new Date(now.getTime() + BETWEEN_LOOKS.firstMs) });
      return { kind: "rests" };
    case "not_taken": {
      const { problems } = outcome.value;
      const said = problems.map(({ field, message }) => `${field ?? "signatory"} ${message}`).join("; ");
      await store.end(lease, { problem: null, detail: `not taken: ${said}` });
      return { kind: "not_taken", problems };
    }
    case "exists":
      await store.end(lease, { problem: null, detail: "the vendor has an acceptance of this signatory already" });
      return { kind: "not_taken", problems: [{ field: "email", message: TAKEN }] };
  }
}

async function lookForAcceptance(turn: Turn): Promise<Carried> {
  const { container, agreements, lease, asker, now } = turn;
  const store = storeOf(container);
  const outcome = await agreements.acceptance({ attestationId: lease.attestationId ?? "" });
  if (outcome.kind !== "done") {
    return fail(container, lease, outcome, { now });
  }
  if (outcome.value === "accepted" || (outcome.value === "unreadable" && asker?.isSaid)) {
    const how = outcome.value === "accepted" ? ("read" as const) : ("said" as const);
    if (!(await store.noteAccepted(lease, asker, { how, at: now }))) {
      return { kind: "rests" };
    }
    return makeAgreement(turn, { ...lease, state: "accepted", acceptedAt: now, acceptedHow: how, looks: 0 });
  }
  // Where the vendor does not say it, only somebody of the company can.
  await store.release(lease, { lookAt: outcome.value === "waiting" ? nextLook(lease, now) : null });
  return { kind: "rests" };
}

/** For a tenant that does not exist yet nothing is made: the order that creates it comes back here. */
async function makeAgreement(turn: Turn, lease: LeasedAttestation): Promise<Carried> {
  const { container, agreements, now } = turn;
  const store = storeOf(container);
  const vendorTenantId = tenantOf(await container.resolve(COMPANY_MODULE).retrieve(lease.companyId));
  if (vendorTenantId === null) {
    await store.release(lease, { lookAt: nextLook(lease, now) });
    return { kind: "rests" };
  }
  const outcome = await agreements.finish({
    ...{ vendorTenantId, signatory: lease.signatory, requestId: lease.finishRequestId },
    attestationId: lease.attestationId ?? "",
    acceptedAt: lease.acceptedAt ?? now,
    templateId: lease.templateId ?? (await store.lastTemplateId()),
  });
  if (outcome.kind === "done") {
    if (!(await store.noteMade(lease, vendorTenantId, now))) {
      return { kind: "rests" };
    }
    return readBack({ ...turn, lease: { ...lease, state: "made", looks: 0 } }, vendorTenantId);
  }
  if (lease.acceptedHow === "said" && isAnswer(outcome)) {
    // The word of the customer was all there was, and the vendor's answer is not that of an agreement.
    await store.noteNotAccepted(lease);
    const problem = "Microsoft does not take the agreement yet. Please open its page once more and accept it there.";
    const detail = detailOf(outcome);
    await store.release(lease, { lookAt: null, problem, detail, renew: "finish_request_id" });
    return { kind: "rests" };
  }
  return fail(container, lease, outcome, { now, renew: "finish_request_id" });
}

/** It takes the user's sign-in: what fails there stops nobody, and is tried again. A tenant that was left is not read. */
async function readBack({ container, agreements, lease, now }: Turn, vendorTenantId: string): Promise<Carried> {
  const store = storeOf(container);
  const current = tenantOf(await container.resolve(COMPANY_MODULE).retrieve(lease.companyId));
  if (current?.toLowerCase() !== vendorTenantId.toLowerCase()) {
    await store.release(lease, { lookAt: null });
    return { kind: "rests" };
  }
  const outcome = await readAgreement(container, agreements, { companyId: lease.companyId, vendorTenantId, now });
  const lookAt = outcome.kind === "done" && lease.looks >= MOST_LOOKS ? null : nextLook(lease, now);
  const detail = outcome.kind === "done" ? null : detailOf(outcome);
  // An agreement that counts has ended the looking; one that does not show yet is looked for again.
  const isSeen = (await store.list(lease.companyId)).some((one) => one.id === lease.id && one.readBackAt !== null);
  await store.release(lease, { lookAt: isSeen ? null : lookAt, detail });
  return { kind: "rests" };
}

async function fail(
  container: MedusaContainer,
  lease: LeasedAttestation,
  failure: VendorFailure,
  { now, renew }: { readonly now: Date; readonly renew?: "request_id" | "finish_request_id" },
): Promise<Carried> {
  await storeOf(container).release(lease, {
    ...{ lookAt: nextLook(lease, now), problem: AWAY, detail: detailOf(failure) },
    ...(renew !== undefined && isAnswer(failure) ? { renew } : {}),
  });
  return { kind: "failed", failure };
}

/** What was accepted is never left: orders may wait for it. */
const nextLook = ({ looks, state }: LeasedAttestation, now: Date): Date | null =>
  looks >= MOST_LOOKS && state !== "accepted"
    ? null
    : new Date(now.getTime() + backOffMs(BETWEEN_LOOKS, looks, Math.random()));

/** The vendor answered, and did not do it: the next call is another one. */
const isAnswer = (failure: VendorFailure): boolean =>
  failure.kind === "refused" || failure.kind === "needs_attention" || failure.kind === "retry_later";

const detailOf = (failure: VendorFailure): string =>
  "code" in failure ? codeAndDetail(failure.code, failure.detail) : failure.detail;
