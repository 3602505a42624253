import { z } from "zod";

const schema = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_SERVICE_NAME: z.string().default("seatline"),
});

/** Where traces go, by OpenTelemetry's own variables; null: nowhere. Read before Medusa reads its configuration. */
export function traceSettings(): { readonly endpoint: string; readonly serviceName: string } | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName } = schema.parse(process.env);
  return endpoint === undefined ? null : { endpoint: endpoint.replace(/\/+$/, ""), serviceName };
}
