/** Wraps `fetch` and `http.request`: every call to a vendor is a point. */
const http = require("node:http");
const https = require("node:https");
const { pathPattern } = require("./names.cjs");
const points = require("./points.cjs");

/** By it the proxy before the simulators knows what to do with a call. */
const FAULT_HEADER = "x-seatline-fault";
const never = () => new Promise(() => undefined);

/** @param vendors the vendor's name by its host and port */
function wrapCalls(vendors) {
  wrapFetch(vendors);
  wrapRequest(http, vendors);
  wrapRequest(https, vendors);
}

function wrapFetch(vendors) {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { host, pathname } = new URL(request.url);
    const vendor = vendors.get(host);
    if (vendor === undefined) {
      return fetch(input, init);
    }
    const order = points.pass(points.here(), `${vendor} ${request.method} ${pathPattern(pathname)}`);
    if (order?.hold === "before") {
      points.hold(order);
      return never();
    }
    const answer = await fetch(input, order?.fault ? { ...init, headers: marked(request.headers, order.fault) } : init);
    if (order?.hold === "after") {
      await answer.arrayBuffer();
      points.hold(order);
      return never();
    }
    return answer;
  };
}

function marked(headers, fault) {
  const copy = new Headers(headers);
  copy.set(FAULT_HEADER, fault);
  return copy;
}

function wrapRequest(module, vendors) {
  const { request } = module;
  module.request = function (options, ...rest) {
    const isPlain = typeof options === "object" && !(options instanceof URL);
    const vendor = isPlain ? vendors.get(`${options.host ?? options.hostname}:${options.port}`) : undefined;
    if (vendor === undefined) {
      return request.call(this, options, ...rest);
    }
    const order = points.pass(points.here(), `${vendor} ${options.method} ${pathPattern(options.path)}`);
    const headers = order?.fault ? { ...options.headers, [FAULT_HEADER]: order.fault } : options.headers;
    const sent = request.call(this, { ...options, headers }, ...rest);
    if (order?.hold === "before") {
      sent.write = () => true;
      sent.end = () => sent;
      points.hold(order);
    } else if (order?.hold === "after") {
      holdAnswer(sent, order);
    }
    return sent;
  };
}

function holdAnswer(sent, order) {
  const emit = sent.emit.bind(sent);
  sent.emit = (event, ...values) => {
    if (event !== "response") {
      return emit(event, ...values);
    }
    const [answer] = values;
    answer.resume().once("end", () => points.hold(order));
    return true;
  };
}

module.exports = { wrapCalls };
