import { freePort } from "../net/free-port";

/** Where everything of one sandbox listens. */
export interface Ports {
  readonly shop: number;
  readonly medusa: number;
  readonly clock: number;
  readonly mailbox: number;
  readonly partnerCenter: number;
  readonly stripe: number;
  readonly smtp: number;
  readonly postgres: number;
  /** Development only: Medusa behind the server of the admin. */
  readonly backend: number;
  /** Development only: tells open admin pages what has changed. */
  readonly adminReload: number;
}

const WANTED: Ports = {
  shop: 8000,
  medusa: 9000,
  clock: 9100,
  mailbox: 9101,
  partnerCenter: 9102,
  stripe: 9103,
  smtp: 9104,
  postgres: 9105,
  backend: 9106,
  adminReload: 9107,
};

/** The usual ports, and a free one for each that is taken. `random` asks for free ports throughout (tests). */
export async function choosePorts(random: boolean): Promise<Ports> {
  const chosen: Record<string, number> = {};
  for (const [name, wanted] of Object.entries(WANTED)) {
    let port = await freePort(random ? undefined : wanted);
    while (Object.values(chosen).includes(port)) {
      port = await freePort();
    }
    chosen[name] = port;
  }
  return chosen as unknown as Ports;
}
