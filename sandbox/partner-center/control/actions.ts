import { newCustomer } from "../customers/create";
import { customerByDomain } from "../customers/find";
import { type Fault, type FaultInput, faultSchema } from "../faults/fault";
import { newGuid } from "../identifiers";
import { seed } from "../seed";
import { mergeSettings, type Settings, type SettingsPatch } from "../settings";
import { type Attestation, type Customer, emptyState, type Subscription } from "../state";
import { changeStatus } from "../subscriptions/change-status";
import { extendsByItself } from "../subscriptions/extended-service";
import { announceRelationship, announceSubscription } from "../webhooks/announce";
import type { World } from "../world";

export function addFault(world: World, input: FaultInput): Fault {
  const fault: Fault = { ...faultSchema.parse(input), id: newGuid() };
  world.state.faults.push(fault);
  world.changed();
  return fault;
}

export function clearFaults(world: World): void {
  world.state.faults = [];
  world.changed();
}

export function configure(world: World, patch: SettingsPatch): Settings {
  world.state.settings = mergeSettings(world.state.settings, patch);
  world.changed();
  return world.state.settings;
}

/**
 * Back to the seed, with the settings of the start. What connects the partner stays: tokens, the registered webhook and
 * the signing certificate, so that a running client need not sign in or register anew.
 */
export function reset(world: World, initial: Settings): void {
  const { signing, registration, accessTokens, refreshTokens } = world.state;
  world.state = { ...emptyState(initial), signing, registration, accessTokens, refreshTokens };
  world.requests.length = 0;
  seed(world);
  world.changed();
}

/** An existing tenant accepts this partner as its reseller. An unknown domain becomes a tenant of that moment. */
export function acceptRelationship(world: World, domain: string, companyName?: string): Customer {
  const now = world.clock.now();
  const wanted = domain.trim().toLowerCase();
  const known = customerByDomain(world, wanted);
  const customer =
    known ??
    newCustomer(
      {
        domain: wanted,
        companyName: companyName ?? wanted.split(".")[0] ?? wanted,
        email: `office@${wanted}`,
        address: {
          firstName: "Alex",
          lastName: "Stone",
          addressLine1: "1 Main Street",
          city: "Seattle",
          state: "WA",
          postalCode: "98101",
          country: "US",
        },
      },
      now,
    );
  customer.relationship = "reseller";
  world.state.customers[customer.id] = customer;
  announceRelationship(world, customer, now);
  world.changed();
  return customer;
}

/** What a signatory does on the agreement's page. A second acceptance changes nothing. */
export function acceptAttestation(world: World, attestation: Attestation): void {
  attestation.acceptedAt ??= world.clock.now().toISOString();
  world.changed();
}

export interface CustomerChange {
  directSigned?: boolean | undefined;
  /** The day (`YYYY-MM-DD`) from which all of the customer's agreements shall be, as if they had been confirmed then. */
  agreedOn?: string | undefined;
  /** Null: the account status does not exist (404/600074). */
  accountStatus?: string | null | undefined;
  qualification?: { name: string; vettingStatus: "Approved" | "InReview" | "Denied" } | undefined;
}

/** Changes what Microsoft, not the partner, decides about a customer. */
export function changeCustomer(world: World, customer: Customer, change: CustomerChange): void {
  const now = world.clock.now().toISOString();
  if (change.directSigned !== undefined) {
    customer.directSigned = change.directSigned;
  }
  if (change.agreedOn !== undefined) {
    for (const agreement of customer.agreements) {
      agreement.dateAgreed = `${change.agreedOn}T00:00:00.000Z`;
    }
  }
  if (change.accountStatus !== undefined) {
    customer.accountStatus =
      change.accountStatus === null ? null : { status: change.accountStatus, lastUpdateDateTime: now.slice(0, 19) };
  }
  if (change.qualification) {
    const { name, vettingStatus } = change.qualification;
    customer.qualifications = customer.qualifications.filter((one) => one.qualification !== name);
    customer.qualifications.push({ qualification: name, vettingStatus, vettingCreateDate: now, decidedAt: null });
  }
  world.changed();
}

/**
 * What Microsoft did once for all: a subscription with auto-renew off, and nothing said of the end of its term, that the extended
 * service term would follow anyhow, is told to go into it, and its auto-renew is on. One third party tells of it.
 *
 * @returns how many there were
 */
export function backfillExtendedServiceTerms(world: World): number {
  const now = world.clock.now();
  const found = Object.values(world.state.subscriptions).filter(
    (one) =>
      one.status === "active" &&
      !one.autoRenewEnabled &&
      one.scheduledActions.length === 0 &&
      extendsByItself(world, one, now),
  );
  for (const subscription of found) {
    subscription.autoRenewEnabled = true;
    subscription.scheduledActions = [{ scheduleType: "TermEnd", actionType: "RenewToExtendedServiceTerm" }];
    announceSubscription(world, subscription, now);
  }
  world.changed();
  return found.length;
}

/** What a colleague does in Partner Center by hand: the product learns of it by event or by reading. */
export function changeSubscriptionByHand(
  world: World,
  subscription: Subscription,
  change: {
    quantity?: number | undefined;
    status?: "active" | "suspended" | "deleted" | undefined;
    autoRenewEnabled?: boolean | undefined;
    /** Why it is suspended, where that is not by the partner: then it cannot be resumed either. */
    suspensionReasons?: string[] | undefined;
    /** An instruction to end with the term, set or taken back. */
    cancelAtTermEnd?: boolean | undefined;
  },
): void {
  const now = world.clock.now();
  if (change.quantity !== undefined) {
    subscription.quantity = change.quantity;
    announceSubscription(world, subscription, now);
  }
  if (change.autoRenewEnabled !== undefined) {
    subscription.autoRenewEnabled = change.autoRenewEnabled;
  }
  if (change.cancelAtTermEnd !== undefined) {
    subscription.scheduledActions = change.cancelAtTermEnd ? [{ scheduleType: "TermEnd", actionType: "Cancel" }] : [];
  }
  if (change.status !== undefined) {
    changeStatus(world, subscription, change.status, now, change.suspensionReasons);
  }
  world.changed();
}
