/** The points of this process: what it stands in, which points it passes, and what the runner wants done there. */
const { AsyncLocalStorage } = require("node:async_hooks");

/** What is under way: a request or a turn of a duty, the piece of work it has leased, and what was passed in it. */
const places = new AsyncLocalStorage();
/** By a point's name, what to do there; each is done once. */
const orders = new Map();
let counting = false;

/** Runs work as one root, such as `POST /store/csp/carts` or `duty charge`. */
function within(root, work) {
  return places.run({ root, item: "", passed: new Map() }, work);
}

/** To be taken when something is begun, and given to `pass` when its name is known. */
const here = () => places.getStore();

/** A worker took a row: what comes is another piece of work, counted anew. */
function beginItem(place, item) {
  if (place) {
    place.item = item;
    place.passed.clear();
  }
}

/**
 * Passes a point. @returns the runner's order for it, else null: `{ hold: "before" | "after" }` or `{ fault }`
 */
function pass(place, what) {
  if (!counting || !place) {
    return null;
  }
  const bare = `${place.root}${place.item ? ` ${place.item}` : ""} > ${what}`;
  const times = (place.passed.get(bare) ?? 0) + 1;
  place.passed.set(bare, times);
  const name = times === 1 ? bare : `${bare} #${times}`;
  const order = orders.get(name);
  orders.delete(name);
  tell({ passed: name, faulted: order?.fault ?? null });
  return order ? { ...order, name } : null;
}

/** The work stands at the point and does not go on. */
function hold(order) {
  tell({ held: order.name });
}

function tell(message) {
  if (process.connected) {
    process.send?.(message);
  }
}

process.on("message", (message) => {
  if (typeof message !== "object" || message === null || !("faults" in message)) {
    return;
  }
  counting = message.faults.counting;
  orders.clear();
  for (const { name, ...order } of message.faults.orders) {
    orders.set(name, order);
  }
});

module.exports = { beginItem, here, hold, pass, places, within };
