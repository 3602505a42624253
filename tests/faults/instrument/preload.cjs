/**
 * Makes a server process tell its points and hold at those the runner names: `node --require preload.cjs ...` with an
 * IPC channel. See the README beside it.
 */
const { AsyncLocalStorage } = require("node:async_hooks");
const http = require("node:http");
const { createRequire } = require("node:module");
const { wrapCalls } = require("./calls.cjs");
const { wrapCommits } = require("./commits.cjs");
const { wrapMails } = require("./mails.cjs");
const { pathPattern } = require("./names.cjs");
const points = require("./points.cjs");

const { STRIPE_API_BASE, PARTNER_CENTER_API_BASE } = process.env;
const hostOf = (base) => new URL(base).host;

wrapCalls(
  new Map([
    [hostOf(STRIPE_API_BASE), "Stripe"],
    [hostOf(PARTNER_CENTER_API_BASE), "Partner Center"],
  ]),
);
wrapMails(require("nodemailer/lib/mailer"));
// Medusa's models and its connection come with a driver each.
wrapCommits(require("pg").Client);
wrapCommits(createRequire(require.resolve("@mikro-orm/postgresql"))("pg").Client);
noteRequests();
noteDuties();

/** What a request does is done under its method and route. */
function noteRequests() {
  const { emit } = http.Server.prototype;
  http.Server.prototype.emit = function (event, ...values) {
    const [request] = values;
    return event === "request"
      ? points.within(`${request.method} ${pathPattern(request.url)}`, () => emit.call(this, event, ...values))
      : emit.call(this, event, ...values);
  };
}

/** A turn of a duty is logged under the duty's name and nothing else: there it begins. */
function noteDuties() {
  const { run } = AsyncLocalStorage.prototype;
  AsyncLocalStorage.prototype.run = function (store, work, ...values) {
    const begins = this !== points.places && typeof store?.duty === "string" && Object.keys(store).length === 1;
    return begins
      ? points.within(`duty ${store.duty}`, () => run.call(this, store, work, ...values))
      : run.call(this, store, work, ...values);
  };
}
