import type { ReadableSpan, SpanExporter } from "@medusajs/framework/opentelemetry/sdk-trace-node";

/** What a span may carry out of the house. Medusa puts every request header on it, cookies and tokens included. */
const ALLOWED = /^(?:http\.(?:route|method|statusCode|status_code)|db\.(?:system|name|operation)|workflow|step|duty)/;

/** Hands spans on with the attributes that are neither secret nor personal, and no others. */
export function cleanSpans(to: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => to.export(spans.map(clean), done),
    shutdown: () => to.shutdown(),
    forceFlush: () => to.forceFlush?.() ?? Promise.resolve(),
  };
}

function clean(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(Object.entries(span.attributes).filter(([key]) => ALLOWED.test(key)));
  // The name of a request outside the routes is its address, query and all.
  const name = span.name.split("?")[0] ?? span.name;
  return Object.create(span, { attributes: { value: attributes }, name: { value: name } });
}
