import type { Child } from "../children";

/** What the launcher tells the server in front of Medusa. */
export type BackendState =
  | { readonly backend: "up" }
  /** Requests wait. */
  | { readonly backend: "starting" }
  /** Requests are answered with the reason. */
  | { readonly backend: "down"; readonly reason: string };

/** The launcher's end of the channel to the server that stands in front of Medusa in development. */
export class Gateway {
  constructor(private readonly server: Child) {}

  /** Lets requests through. */
  open(): void {
    this.send({ backend: "up" });
  }

  /** Lets requests wait until Medusa is up again, so that nobody sees the old code after a change. */
  hold(): void {
    this.send({ backend: "starting" });
  }

  /** Answers requests with the reason why Medusa is not up. */
  refuse(reason: string): void {
    this.send({ backend: "down", reason });
  }

  private send(state: BackendState): void {
    if (this.server.process.connected) {
      this.server.process.send(state);
    }
  }
}
