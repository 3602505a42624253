import { BatchSpanProcessor } from "@medusajs/framework/opentelemetry/sdk-trace-node";
import { registerOtel } from "@medusajs/medusa";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { traceSettings } from "./src/config/traces";
import { cleanSpans } from "./src/telemetry/spans";

const settings = traceSettings();

/** Medusa calls it before anything else starts. Without an endpoint there is nothing to register. */
export const register =
  settings &&
  (() => {
    const exporter = cleanSpans(new OTLPTraceExporter({ url: `${settings.endpoint}/v1/traces` }));
    registerOtel({
      serviceName: settings.serviceName,
      // Not `db`: Medusa has loaded the database's driver before it comes here, and its statements would not be seen.
      instrument: { http: true, workflows: true, query: true },
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
  });
