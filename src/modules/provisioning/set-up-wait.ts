import type { OutsideSystem } from "../../domain/states";
import type { ProvisioningTask, TaskKind } from "./types";

/**
 * How long a step may wait for our own set-up, or for a system that is away, before it stands on Attention for itself, and
 * its customer gets a mail: a day, while the shortest hold of a card lasts almost five.
 */
export const PATIENCE_MS = 24 * 3_600_000;

/** What is over within an hour need not worry a customer. */
const WORTH_TELLING_MS = 3_600_000;

const OURS = "We have a technical problem";
const MENDED = "It goes on by itself as soon as that is mended, and you need not do anything.";
const BACK = "It goes on by itself as soon as that is over, and you need not do anything.";
/** A hold lapses by itself after some days, so that no more than this is certain. */
const HELD = "Nothing has been taken: the sum is at most reserved on your card.";

const OURS_TO_MEND: Readonly<Record<TaskKind, string>> = {
  ensure_tenant: `${OURS} with setting up your organisation at Microsoft. ${MENDED} ${HELD}`,
  attest_agreement: `${OURS} with passing the agreement you accepted on to Microsoft. ${MENDED} ${HELD}`,
  place_order: `${OURS} with ordering. ${MENDED} ${HELD}`,
  await_vendor: `${OURS} with asking Microsoft how far your order is. ${MENDED} ${HELD}`,
  settle_order: `${OURS} with settling the payment of your order. ${MENDED}`,
};

const AWAY: Readonly<Record<OutsideSystem, string>> = {
  partner_center: "Microsoft has not answered us for some time",
  stripe: "Our card processor has not answered us for some time",
  mail: OURS,
};

/** What is so meanwhile, after who is away. */
const NOT_YET: Readonly<Record<TaskKind, string>> = {
  ensure_tenant: "so your organisation is not set up at Microsoft yet",
  attest_agreement: "so the agreement you accepted is not passed on to Microsoft yet",
  place_order: "so we have no confirmation of your order from Microsoft",
  await_vendor: "so we do not know how far your order is there",
  settle_order: "so the payment of your order is not settled yet",
};

type Waiting = Pick<ProvisioningTask, "kind" | "state" | "setUpFault" | "absent" | "absentSince" | "nextAt">;

/**
 * What the customer reads about a step of his order that goes on by itself, and that our own set-up keeps from that, or a
 * system that had been away for an hour when it was asked last; null while neither does.
 */
export function waitWords({ kind, state, setUpFault, absent, absentSince, nextAt }: Waiting): string | null {
  if (state !== "waiting" && state !== "leased" && state !== "ready") {
    return null;
  }
  if (setUpFault !== null) {
    return OURS_TO_MEND[kind];
  }
  if (absent === null || absentSince === null || nextAt.getTime() - absentSince.getTime() < WORTH_TELLING_MS) {
    return null;
  }
  return `${AWAY[absent]}, ${NOT_YET[kind]}. ${BACK}${kind === "settle_order" ? "" : ` ${HELD}`}`;
}
