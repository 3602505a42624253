import { Router } from "express";
import { escapeHtml, page } from "../../ui/page";
import { settle } from "../agenda";
import { pageOf, statusOf } from "../customers/enhanced-attestation";
import { PROFILES } from "../profiles";
import type { Customer, Order, SimulatorState, Subscription } from "../state";
import { extendsByItself } from "../subscriptions/extended-service";
import type { World } from "../world";

const look = `<style>td,th{white-space:nowrap}.switches button{background:var(--paper);color:var(--accent)}</style>`;

const shownRows = 20;

/** Text that is HTML already. */
class Markup {
  constructor(readonly html: string) {}
}

type Cell = string | number | Markup;

const cell = (content: Cell) => `<td>${content instanceof Markup ? content.html : escapeHtml(String(content))}</td>`;
const row = (...cells: Cell[]) => `<tr>${cells.map(cell).join("")}</tr>`;

function table(head: string[], rows: string[], empty: string): string {
  if (rows.length === 0) {
    return `<p class="soft">${escapeHtml(empty)}</p>`;
  }
  const more = rows.length - shownRows;
  const rest = more > 0 ? `<p class="soft">and ${more} older</p>` : "";
  return `<div style="overflow-x:auto"><table><thead><tr>${head
    .map((title) => `<th scope="col">${escapeHtml(title)}</th>`)
    .join("")}</tr></thead><tbody>${rows.slice(0, shownRows).join("")}</tbody></table></div>${rest}`;
}

const minute = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;

const companyOf = (state: SimulatorState, customerId: string) => state.customers[customerId]?.companyName ?? customerId;

function agreementWords({ agreements, directSigned }: Customer): string {
  const [latest] = agreements
    .map((one) => one.dateAgreed.slice(0, 10))
    .sort()
    .reverse();
  return directSigned ? "with Microsoft" : (latest ?? "no");
}

function customersTable(state: SimulatorState): string {
  const rows = Object.values(state.customers)
    .reverse()
    .map((one) =>
      row(
        one.companyName,
        one.domain,
        one.relationship === "reseller" ? "accepted" : "not accepted",
        agreementWords(one),
        minute(one.createdAt),
        new Markup(
          button(`/_sim/customers/${one.id}`, one.directSigned ? "Take it back" : "Accept with Microsoft", {
            directSigned: String(!one.directSigned),
          }),
        ),
      ),
    );
  const head = ["Company", "Domain", "Reseller", "Agreement", "Since (UTC)", "The customer's administrator"];
  return table(head, rows, "No customers yet.");
}

function ordersTable(state: SimulatorState): string {
  const line = (order: Order) => order.lines.map((one) => `${one.quantity} × ${one.friendlyName}`).join(", ");
  const rows = Object.values(state.orders)
    .reverse()
    .map((one) => row(one.id, companyOf(state, one.customerId), line(one), one.status, minute(one.creationDate)));
  return table(["Order", "Company", "Lines", "Status", "Placed (UTC)"], rows, "No orders yet.");
}

const termEndWords: Readonly<Record<string, string>> = {
  Cancel: "ends",
  RenewToNewTerm: "renews",
  RenewToExtendedServiceTerm: "extended",
  Transition: "upgraded",
};

function subscriptionsTable(world: World): string {
  const { state } = world;
  const plan = (one: Subscription) =>
    `${one.termDuration} ${one.billingCycle}${one.extendedServiceTerm ? " (extended service)" : ""}`;
  const renewal = (one: Subscription) =>
    termEndWords[one.scheduledActions[0]?.actionType ?? ""] ??
    (one.autoRenewEnabled
      ? "renews"
      : extendsByItself(world, one, world.clock.now())
        ? "auto-renew off: extended"
        : "expires");
  const rows = Object.values(state.subscriptions)
    .reverse()
    .map((one) =>
      row(
        one.friendlyName,
        companyOf(state, one.customerId),
        one.quantity,
        plan(one),
        one.renewingUntil ? "renewing" : one.status,
        `${one.commitmentEndsOn}, ${renewal(one)}`,
      ),
    );
  const head = ["Subscription", "Company", "Seats", "Plan", "Status", "Last day"];
  return table(head, rows, "No subscriptions yet.");
}

const hidden = (name: string, value: string) =>
  `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

function button(action: string, label: string, fields: Record<string, string> = {}): string {
  const inputs = Object.entries(fields).map(([name, value]) => hidden(name, value));
  return `<form method="post" action="${action}">${inputs.join("")}<button>${escapeHtml(label)}</button></form>`;
}

const checkoutPath = "/checkout$";

/** Calls by their paths, as faults are matched with them: every one of the API, and those that are worth a name. */
const calls: readonly (readonly [words: string, path: string])[] = [
  ["every call", "^/(v1|v1\\.0|webhooks)/"],
  ["attestations", "/attestations/enhanced"],
  ["agreements", "/agreements$"],
  ["customers", "/customers(/[^/]+)?$"],
  ["carts", "/carts(/[^/]+)?$"],
  ["checkout", checkoutPath],
  ["orders", "/orders(/[^/]+)?$"],
  ["subscriptions", "/subscriptions(/[^/]+)?$"],
  ["upgrades", "/transition"],
  ["catalogue", "/products"],
  ["price sheets", "/pricesheets"],
  ["webhooks", "^/webhooks/"],
  ["sign-ins", "/oauth2/"],
];

/** What can go wrong with any call; `foreign_answer` is the page of something in between. */
const wireFaults: readonly (readonly [words: string, kind: string])[] = [
  ["HTML in place of an answer, nothing done", "foreign_answer"],
  ["done, answer cut in the middle", "cut_answer"],
  ["done, connection lost", "drop_after_effect"],
  ["connection lost, nothing done", "drop_before_effect"],
  ["done, error 500", "error_after_effect"],
  ["error 500, nothing done", "error_before_effect"],
  ["done, no answer for 30 s", "timeout_after_effect"],
  ["no answer for 30 s, nothing done", "timeout_before_effect"],
  ["too many requests", "throttle"],
];

const choice = (label: string, name: string, options: readonly (readonly [words: string, value: string])[]): string =>
  `<label>${label} <select name="${name}">${options
    .map(([words, value]) => `<option value="${escapeHtml(value)}">${escapeHtml(words)}</option>`)
    .join("")}</select></label>`;

const methods = choice(
  "Method",
  "method",
  ["*", "GET", "POST", "PUT", "PATCH"].map((method) => [method === "*" ? "any" : method, method] as const),
);

const anyCallForm = `<form method="post" action="/_sim/faults">${choice("Next", "path", calls)} ${methods}
  ${choice("gets", "kind", wireFaults)} <button>Set</button></form><br>
  <form method="post" action="/_sim/faults">${hidden("kind", "foreign_answer")}${hidden("effect", "after")}
  ${choice("Next", "path", calls)} ${methods} <button>is done, and HTML comes in place of its answer</button></form><br>`;

function faultSwitches(state: SimulatorState): string {
  const active = state.faults.map((fault) =>
    row(fault.kind.replaceAll("_", " "), `${fault.method} ${fault.path}`, fault.times),
  );
  return `<div class="card switches">
    ${anyCallForm}
    ${button("/_sim/faults", "Refuse the next checkout (risk check)", { kind: "refuse_checkout", code: "800069" })}
    ${button("/_sim/faults", "Next checkout: order placed, answer lost", { kind: "drop_after_effect", method: "POST", path: checkoutPath })}
    ${button("/_sim/faults", "Next checkout: error 500, nothing placed", { kind: "error_before_effect", method: "POST", path: checkoutPath })}
    ${button("/_sim/faults", "Next cart: error on its first line", { kind: "line_error", code: "10015" })}
    ${button("/_sim/faults", "Next call: too many requests", { kind: "throttle", retryAfterSeconds: "5" })}
    ${button("/_sim/faults/clear", "Clear all")}
    ${table(["Waiting fault", "Hits", "Times"], active, "No fault is waiting.")}
  </div>`;
}

function settingsForm(state: SimulatorState): string {
  const { mfaCompliant, profile, provisioningDelayMs, refreshTokensRevoked, webhooks } = state.settings;
  const toggle = (name: "drop" | "duplicate" | "reorder", label: string) =>
    button("/_sim/webhooks", `${label}: ${webhooks[name] ? "on" : "off"}`, { [name]: String(!webhooks[name]) });
  const option = (one: string) => `<option${one === profile ? " selected" : ""}>${escapeHtml(one)}</option>`;
  return `<div class="card switches">
    <form method="post" action="/_sim/settings">
      <label>Contract as of <select name="profile">${PROFILES.map(option).join("")}</select></label> <button>Set</button>
    </form><br>
    <form method="post" action="/_sim/settings">
      <label>Orders complete after <input name="provisioningDelayMs" type="number" min="0" step="1"
      value="${provisioningDelayMs}" style="width:9em"> ms</label> <button>Set</button>
    </form><br>
    ${toggle("drop", "Lose events")}${toggle("duplicate", "Send events twice")}${toggle("reorder", "Swap events")}
    ${button("/_sim/backfill", "Turn auto-renew off into extended service terms, as Microsoft did")}
    ${button("/_sim/settings", `User's sign-in revoked: ${refreshTokensRevoked ? "on" : "off"}`, {
      refreshTokensRevoked: String(!refreshTokensRevoked),
    })}
    ${button("/_sim/settings", `User's second factor: ${mfaCompliant ? "on" : "off"}`, {
      mfaCompliant: String(!mfaCompliant),
    })}
  </div>`;
}

function attestationsTable(world: World): string {
  const rows = Object.values(world.state.attestations)
    .reverse()
    .map((one) =>
      row(
        one.companyName,
        `${one.signatoryFirstName} ${one.signatoryLastName}`,
        statusOf(one),
        one.customerId === null ? "no" : companyOf(world.state, one.customerId),
        minute(one.createdAt),
        new Markup(`<a href="${escapeHtml(pageOf(world, one))}">Agreement</a>`),
      ),
    );
  const head = ["Company", "Signatory", "Status", "Confirmed for", "Since (UTC)", "Page"];
  return table(head, rows, "No attestations yet.");
}

const relationshipForm = `<div class="card"><form method="post" action="/_sim/relationships">
  <label>Domain of the tenant <input name="domain" required placeholder="company.onmicrosoft.com"></label>
  <button>Accept the partner as reseller</button></form>
  <p class="soft">This is what an administrator of an existing tenant does with the partner's invitation.</p></div>`;

function overview(world: World): string {
  const { state } = world;
  return page(
    "Partner Center simulator",
    `${look}<h1>Partner Center simulator</h1>
    <p class="soft">Stands in for Microsoft Partner Center. Its clock says ${escapeHtml(minute(world.clock.now().toISOString()))} UTC.
    A company whose name holds “Refused” fails the risk check; a domain that begins with “taken” is taken.</p>
    <h2>Subscriptions</h2>${subscriptionsTable(world)}
    <h2>Orders</h2>${ordersTable(state)}
    <h2>Customers</h2>${customersTable(state)}
    <h2>Customer agreements to be accepted</h2>${attestationsTable(world)}
    <h2>Existing tenants</h2>${relationshipForm}
    <h2>Faults</h2>${faultSwitches(state)}
    <h2>Behaviour</h2>${settingsForm(state)}
    <div class="switches">${button("/_sim/reset", "Forget everything and begin anew")}</div>`,
  );
}

/** What a person sees: the state as tables, and switches for what can go wrong. */
export function pageRouter(world: World): Router {
  const router = Router();
  router.get("/", (_request, response) => {
    settle(world);
    response.send(overview(world));
  });
  router.get("/health", (_request, response) => void response.send("OK"));
  router.get("/relationship", (_request, response) => {
    const title = "Accept a reseller";
    response.send(page(title, `<h1>${title}</h1>${relationshipForm}<p><a href="/">All of the simulator</a></p>`));
  });
  return router;
}
