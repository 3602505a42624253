/** Wraps the PostgreSQL driver: every COMMIT of a write, and every write outside a transaction, is a point. */
const { commitName, copiedInto, leaseStep, writesOf } = require("./names.cjs");
const points = require("./points.cjs");

/** What the transaction that is open on a connection has written. */
const open = new WeakMap();

function wrapCommits(Client) {
  const { query } = Client.prototype;
  Client.prototype.query = function (config, values, callback) {
    const text = typeof config === "string" ? config : config?.text;
    // A stream (COPY) is handed in as an object that submits itself.
    if (typeof text !== "string" || typeof config.submit === "function") {
      open.get(this)?.push(...copiedInto(text ?? ""));
      return query.call(this, config, values, callback);
    }
    const place = points.here();
    const word = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? "";
    if (word === "begin" || word === "start") {
      open.set(this, []);
    } else if (word === "rollback" && !/\bto\b/i.test(text)) {
      open.delete(this);
    } else if (word === "commit") {
      const written = open.get(this) ?? [];
      open.delete(this);
      return written.length > 0
        ? commit(this, query, [config, values, callback], points.pass(place, commitName(written)))
        : query.call(this, config, values, callback);
    } else {
      return statement(this, query, [config, values, callback], place, text);
    }
    return query.call(this, config, values, callback);
  };
}

function commit(client, query, call, order) {
  if (order?.hold === "before") {
    points.hold(order);
    return new Promise(() => undefined);
  }
  return answered(client, query, call, () => order);
}

function statement(client, query, call, place, text) {
  const writes = writesOf(text);
  if (writes.length === 0) {
    return query.apply(client, call);
  }
  const transaction = open.get(client);
  const step = leaseStep(text);
  // A row that is inserted by itself is sure to be written: the process can be stopped before it as well.
  if (transaction === undefined && writes.length === 1 && /^\s*insert\b/i.test(text)) {
    return commit(client, query, call, points.pass(place, commitName(writes, "write")));
  }
  return answered(client, query, call, (result) => {
    // The count of a statement with several parts is that of its last one.
    const changed = (result?.rowCount ?? 0) > 0 || writes.length > 1;
    if (!changed || step === "renew") {
      return null;
    }
    if (step === "take") {
      points.beginItem(place, result?.rows?.[0]?.kind ?? "");
    }
    if (transaction !== undefined) {
      transaction.push(...writes);
      return null;
    }
    const name = step === "take" ? `lease ${writes.at(-1).replace("update ", "")}` : commitName(writes, "write");
    return points.pass(place, name);
  });
}

/** Sends it and asks `orderFor` once the answer is there; an answer that is held reaches nobody. */
function answered(client, query, [config, values, callback], orderFor) {
  const isHeld = (result) => {
    const order = orderFor(result);
    if (order?.hold !== "after") {
      return false;
    }
    points.hold(order);
    return true;
  };
  const given = typeof values === "function" ? values : callback;
  if (typeof given === "function") {
    const then = (error, result) => {
      if (error || !isHeld(result)) {
        given(error, result);
      }
    };
    return typeof values === "function" ? query.call(client, config, then) : query.call(client, config, values, then);
  }
  return query.call(client, config, values).then((result) => (isHeld(result) ? new Promise(() => undefined) : result));
}

module.exports = { wrapCommits };
