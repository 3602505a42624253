import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with a call: an answer that never comes after the effect, too many calls, a broken server, a cut line. */
export const FAULTS = ["timeout", "throttle", "error", "drop"] as const;
export type FaultKind = (typeof FAULTS)[number];

/** Where the instrument writes which fault a call is to meet. */
const FAULT_HEADER = "x-seatline-fault";

/** How each vendor words a refusal that has no effect. */
const WORDS = {
  stripe: (status: number) => ({
    error: {
      type: status === 429 ? "invalid_request_error" : "api_error",
      message: `Made up: ${status}`,
      code: "rate_limit",
    },
  }),
  partnerCenter: (status: number) => ({
    code: status === 429 ? "429" : "800003",
    description: `Made up: ${status}`,
    data: [],
    source: "PartnerFD",
  }),
};

/** A server before a simulator that makes single calls go wrong. */
export class FaultProxy {
  private readonly server = http.createServer((request, response) => this.handle(request, response));
  private readonly agent = new http.Agent({ keepAlive: true });

  constructor(
    private readonly target: string,
    private readonly vendor: keyof typeof WORDS,
  ) {}

  /** @returns its address */
  async start(): Promise<string> {
    this.server.keepAliveTimeout = 75_000;
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.agent.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    const fault = request.headers[FAULT_HEADER];
    if (fault === "throttle" || fault === "error") {
      request.resume().once("end", () => this.refuse(response, fault === "throttle" ? 429 : 500));
      return;
    }
    this.forward(request, response, fault === "timeout" || fault === "drop" ? fault : null);
  }

  private refuse(response: ServerResponse, status: number): void {
    response.writeHead(status, {
      "content-type": "application/json",
      ...(status === 429 ? { "retry-after": "1" } : {}),
    });
    response.end(JSON.stringify(WORDS[this.vendor](status)));
  }

  private forward(request: IncomingMessage, response: ServerResponse, after: "timeout" | "drop" | null): void {
    const { method, url, headers } = request;
    const { [FAULT_HEADER]: _fault, ...rest } = headers;
    const onward = http.request(`${this.target}${url}`, { method, headers: rest, agent: this.agent }, (answer) => {
      if (after === null) {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
        return;
      }
      // With a timeout the caller's patience ends it.
      answer.resume().once("end", () => after === "drop" && response.destroy());
    });
    onward.once("error", () => response.destroy());
    request.pipe(onward);
  }
}
