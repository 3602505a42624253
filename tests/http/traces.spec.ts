import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { serveMedusa } from "../support/medusa/earlier-version";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { dropDatabase } from "../support/postgres";

const WITHIN_MS = 30_000;
const SECRET = "sk_test_never_to_be_seen";

const batch = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({
        attributes: z.array(z.object({ key: z.string(), value: z.object({ stringValue: z.string().optional() }) })),
      }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({ name: z.string(), traceId: z.string(), attributes: z.array(z.object({ key: z.string() })) }),
          ),
        }),
      ),
    }),
  ),
});

/** A collector as OpenTelemetry's exporters meet it over HTTP; keeps what it was sent. */
async function startCollector() {
  const bodies: string[] = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      if (request.url === "/v1/traces") {
        bodies.push(body);
      }
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const scopes = () => bodies.flatMap((body) => batch.parse(JSON.parse(body)).resourceSpans);
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    services: () =>
      scopes().flatMap(({ resource }) =>
        resource.attributes.flatMap(({ key, value }) => (key === "service.name" ? [value.stringValue] : [])),
      ),
    spans: () => scopes().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans: some }) => some)),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test(
  "traces reach a collector: the request and its handler, and nothing secret or personal",
  async () => {
    const database = `traces_${process.pid}_${Date.now()}`;
    const collector = await startCollector();
    await createDatabaseWith("tables", database);
    const medusa = await serveMedusa(database, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: "harbour-pine",
      OTEL_BSP_SCHEDULE_DELAY: "200",
    });
    try {
      const secret = { authorization: `Bearer ${SECRET}`, cookie: `connect.sid=${SECRET}` };
      await fetch(`${medusa.url}/csp/ready?email=anna@example.com`, { headers: secret });
      const until = Date.now() + WITHIN_MS;
      const whole = () => collector.spans().find(({ name }) => name === "/csp/ready");
      while (!whole() && Date.now() < until) {
        await wait(100);
      }
      const request = whole();
      const within = collector.spans().filter(({ traceId }) => traceId === request?.traceId);
      expect(new Set(collector.services())).toEqual(new Set(["harbour-pine"]));
      expect(request?.attributes.map(({ key }) => key).sort()).toEqual(
        ["http.method", "http.route", "http.statusCode", "http.status_code"].sort(),
      );
      expect(within.map(({ name }) => name)).toContain("route handler: /csp/ready");
      expect(collector.bodies.join("")).not.toMatch(/anna|never_to_be_seen/);
    } finally {
      await medusa.stop();
      collector.close();
      await dropDatabase(database);
    }
  },
  DATABASE_WITHIN_MS,
);
