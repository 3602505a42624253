import { holdLapses } from "../../domain/receivables";
import {
  GONE_AT_START,
  isAddressRefused,
  isTenantWanted,
  NOT_AS_ORDERED,
  NOT_CANCELLED,
  PATIENCE_MS,
  type ProvisioningTask,
  standingWords,
  standsFor,
  type TaskKind,
  type TaskState,
  waitWords,
} from "../../modules/provisioning";
import type { OutsideSystem } from "../../modules/settings";
import {
  type AttentionAct,
  type AttentionItem,
  type AttentionKind,
  itemsOf,
  minuteOf,
  orderLink,
  rowsOf,
} from "./kind";
import { heldFor, type OrderPayload, orderPayload } from "./order-payload";

type Row = {
  id: string;
  kind: TaskKind;
  group_id: string;
  state: TaskState;
  attempts: number;
  last_error: string | null;
  payload: unknown;
  refused: boolean;
  set_up_fault: string | null;
  absent: OutsideSystem | null;
  absent_since: Date | null;
  next_at: Date;
  held_since: Date | null;
  since: Date;
};

/**
 * What waits for our own set-up to be mended, or for a system that is away, goes on by itself; after a day it stands here
 * all the same, with its money.
 */
const STANDING = `select t.id, t.kind, t.group_id, t.state, t.attempts, t.last_error, t.payload, t.set_up_fault,
    t.absent, t.absent_since, t.next_at,
    exists (select from csp_provisioning_task r where r.group_id = t.group_id and r.state = 'refused') as refused,
    coalesce(case when t.state = 'needs_attention' then t.standing_since else least(t.set_up_since, t.absent_since) end, t.next_at) as since,
    (select k.authorised_at from csp_checkout k where k.order_id = t.group_id) as held_since
  from csp_provisioning_task t
  where t.state = 'needs_attention' or (t.state in ('ready', 'waiting', 'leased') 
    and (t.set_up_fault is not null or t.absent is not null)
    and least(t.set_up_since, t.absent_since) <= :now::timestamptz - interval '${PATIENCE_MS} milliseconds')
  order by since, t.id limit :most`;

const STEPS: Readonly<Record<TaskKind, string>> = {
  ensure_tenant: "stands at the customer's tenant",
  attest_agreement: "stands at passing on the agreement",
  place_order: "stands at being ordered at the vendor",
  await_vendor: "was ordered at the vendor and is not confirmed",
  settle_order: "is live and is not settled: its invoice or payment stands",
};

const OVER = "was refused, and giving its money back stands";

/** Steps before which, or in which, it can be certain that the vendor has sold nothing. */
const REFUSABLE: ReadonlySet<TaskKind> = new Set(["ensure_tenant", "attest_agreement", "place_order"]);

/** A step of an order that no attempt can get on before a person has done something. */
export const provisioningTaskKind: AttentionKind = {
  name: "provisioning_task",
  title: "Order stands",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    const rows = await rowsOf<Row>(container, STANDING, now);
    return itemsOf(
      rows,
      (row) => itemOf(row, now),
      ({ id: ref, since, group_id }) => ({ ref, since, links: [orderLink(group_id)] }),
    );
  },
};

function itemOf(row: Row, now: Date): AttentionItem {
  const order = orderPayload(row.payload);
  const task = { kind: row.kind, state: row.state, lastError: row.last_error };
  const waiting = {
    setUpFault: row.set_up_fault,
    absent: row.absent,
    absentSince: row.absent_since,
    nextAt: row.next_at,
  };
  const lapse = lapseOf(row, now);
  const isStanding = row.state === "needs_attention";
  return {
    ref: row.id,
    since: row.since,
    state: `${row.attempts}`,
    words: `${wordsOf(task, order, row.refused)}${isStanding ? "" : waits(row)}${lapse?.words ?? ""}`,
    detail: row.last_error,
    customerReads: standingWords(task, { refused: row.refused }) ?? waitWords({ ...task, ...waiting }),
    companyId: order.companyId,
    links: [orderLink(row.group_id), { words: "Steps", path: `/csp/provisioning?order_id=${row.group_id}` }],
    money: heldFor(order, lapse?.isOver ?? false),
    acts: [
      retry(row.id),
      ...(standsFor(task, NOT_AS_ORDERED) ? [accept(row.id)] : []),
      ...(isStanding && REFUSABLE.has(row.kind) ? [refuse(row.id)] : []),
      ...(standsFor(task, NOT_AS_ORDERED, GONE_AT_START, NOT_CANCELLED) ? [cancel(row.id)] : []),
    ],
  };
}

function wordsOf(
  task: Pick<ProvisioningTask, "kind" | "state" | "lastError">,
  { displayId, tenant }: OrderPayload,
  isOver: boolean,
): string {
  if (isAddressRefused(task)) {
    return `Order ${displayId} waits for its customer: the vendor does not know the address, and the customer was asked to correct it.`;
  }
  if (isTenantWanted(task)) {
    const domain = tenant?.domain ?? "another tenant";
    return `Order ${displayId} is for ${domain}, which is not its company's proven tenant now. It goes on by itself when the company chooses and proves that one, and never to another.`;
  }
  return `Order ${displayId} ${isOver ? OVER : stepWords(task.kind, task)}.`;
}

function stepWords(kind: TaskKind, task: Parameters<typeof standsFor>[0]): string {
  if (standsFor(task, NOT_AS_ORDERED)) {
    return "was begun at the vendor otherwise than it was ordered";
  }
  if (standsFor(task, GONE_AT_START)) {
    return "has a line whose licences the vendor does not have any more";
  }
  return standsFor(task, NOT_CANCELLED) ? "could not be cancelled at the vendor" : STEPS[kind];
}

const accept = (id: string): AttentionAct => ({
  words: "Accept as it is",
  path: `/provisioning-tasks/${id}/accept`,
  asksReason: false,
  warning:
    "What the vendor says becomes what the customer has: first day, end, term, plan and seats, and billing begins with that. The customer ordered something else: speak with him first.",
});

const cancel = (id: string): AttentionAct => ({
  words: "Cancel and release",
  path: `/provisioning-tasks/${id}/refuse`,
  asksReason: true,
  warning:
    "The lines that are not as ordered are cancelled at the vendor, if it still takes them back; else you are told what is to be done there by hand, and nothing is released. Their money is released when the vendor says that they are over, and the customer is told your reason by mail.",
});

const SYSTEMS: Readonly<Record<OutsideSystem, string>> = {
  partner_center: "Partner Center",
  stripe: "Stripe",
  mail: "the mail server",
};

function waits({ absent, set_up_fault: fault }: Row): string {
  return absent === null || fault !== null
    ? " It has waited for more than a day for our set-up to be mended, and goes on by itself once it is."
    : ` It has waited for more than a day for ${SYSTEMS[absent]} to answer, and goes on by itself once it does.`;
}

const NOTHING_ORDERED = "Nothing is ordered any more without it.";
const CHARGED = "What turns out to be live is charged to the saved card.";

/** What becomes of an order whose reservation has lapsed. */
const OF_LAPSED: Readonly<Record<TaskKind, string>> = {
  ensure_tenant: NOTHING_ORDERED,
  attest_agreement: NOTHING_ORDERED,
  place_order: NOTHING_ORDERED,
  await_vendor: CHARGED,
  settle_order: CHARGED,
};

/** When the reservation of an order that stands lapses, or that it has; null where there is none to lapse. */
function lapseOf(
  { held_since: heldSince, kind, refused }: Row,
  now: Date,
): { readonly words: string; readonly isOver: boolean } | null {
  if (heldSince === null || refused) {
    return null;
  }
  const { earliest, usual } = holdLapses(heldSince);
  return usual <= now
    ? { words: ` The reservation on the card has lapsed by now. ${OF_LAPSED[kind]}`, isOver: true }
    : {
        words: ` The reservation on the card lapses on ${minuteOf(usual)} UTC, on some cards from ${minuteOf(earliest)} UTC on.`,
        isOver: false,
      };
}

const retry = (id: string): AttentionAct => ({
  words: "Retry",
  path: `/provisioning-tasks/${id}/retry`,
  asksReason: false,
  warning: null,
});

const refuse = (id: string): AttentionAct => ({
  words: "Refuse and release",
  path: `/provisioning-tasks/${id}/refuse`,
  asksReason: true,
  warning:
    "The vendor is asked first whether anything was ordered; if so, or if it cannot be known, nothing is refused. Otherwise the order ends, the money is released, and the customer is told your reason by mail.",
});
