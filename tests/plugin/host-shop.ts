import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { compile, SCRIPT } from "../../sandbox/launcher/build/compile";
import { filesBelow } from "../../sandbox/launcher/build/fresh";
import {
  type Child,
  type ChildOptions,
  runToEnd,
  startChild,
  stopChild,
  waitForHttp,
} from "../../sandbox/launcher/children";
import { createOutput } from "../../sandbox/launcher/output";
import { root } from "../../sandbox/launcher/paths";
import { choosePorts } from "../../sandbox/launcher/ports";
import { readOrMakeSecrets } from "../../sandbox/launcher/secrets";
import { type SandboxEnvironment, sandboxEnvironment } from "../../sandbox/launcher/settings";
import { optionsOf } from "../../src/config/variables";
import { createDatabase, databaseUrl, dropDatabase, onDatabase } from "../support/postgres";
import type { ShopUnderTest } from "../support/shopper";

const SOURCES = "tests/plugin/host";
const HOST_PACKAGES = [
  ...["@medusajs/admin-sdk", "@medusajs/cli", "@medusajs/framework", "@medusajs/medusa"],
  ...["@swc/core", "@types/node", "react", "react-dom", "ts-node", "typescript", "vite"],
];
const manifestSchema = z.object({ devDependencies: z.record(z.string(), z.string()) });
const READY_WITHIN_MS = 180_000;

/** The host's own admin. */
export const hostAdmin = { email: "owner@host-shop.example", password: "correct-horse-battery" };

/**
 * A Medusa shop that is not Seatline's, in a folder and on a database of its own, with the simulators beside it. Its
 * sources are in `tests/plugin/host`; Seatline gets there as a package only.
 */
export class HostShop {
  private readonly children: Child[] = [];
  private readonly output;

  private constructor(
    readonly folder: string,
    private readonly port: number,
    private readonly database: string,
    private readonly environment: SandboxEnvironment,
  ) {
    this.output = createOutput({ folder: path.join(folder, "logs"), onScreen: false });
  }

  /** Makes the folder and an empty database; DB_HOST and the other DB_ variables name the server. */
  static async make(): Promise<HostShop> {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "seatline-host-")));
    const database = `host_${process.pid}_${Date.now()}`;
    await createDatabase(database);
    const data = path.join(folder, "sandbox");
    fs.mkdirSync(data);
    const ports = await choosePorts(true);
    const environment = sandboxEnvironment(ports, readOrMakeSecrets(data), databaseUrl(database), data);
    return new HostShop(folder, ports.medusa, database, environment);
  }

  get url(): string {
    return this.environment.addresses.medusa;
  }

  /** The host's sources as they are, for a host that is built. */
  copySources(): void {
    this.writeManifest();
    for (const file of filesBelow(SOURCES)) {
      this.write(file, fs.readFileSync(path.join(root, file), "utf8"));
    }
  }

  /** The host's sources in JavaScript, for a host that is started without a build. */
  async compileSources(): Promise<void> {
    this.writeManifest();
    for (const file of filesBelow(SOURCES)) {
      const isScript = SCRIPT.test(file);
      const text = isScript ? await compile(file) : fs.readFileSync(path.join(root, file), "utf8");
      this.write(isScript ? file.replace(SCRIPT, ".js") : file, text);
    }
  }

  /** The packages of a host as Medusa's own starter has them, in the versions that this project uses. */
  private writeManifest(): void {
    const { devDependencies } = manifestSchema.parse(
      JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")),
    );
    const manifest = { name: "host-shop", private: true, dependencies: pick(devDependencies, HOST_PACKAGES) };
    fs.writeFileSync(path.join(this.folder, "package.json"), JSON.stringify(manifest, null, 2));
  }

  private write(file: string, text: string): void {
    const to = path.join(this.folder, path.relative(SOURCES, file));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, text);
  }

  /** This project's packages as links, and Seatline unpacked among them. */
  linkPackages(tarball: string): void {
    const [from, to] = [path.join(root, "node_modules"), path.join(this.folder, "node_modules")];
    const scopes = fs.readdirSync(from).filter((name) => name.startsWith("@"));
    for (const name of fs.readdirSync(from).filter((one) => !one.startsWith("@") && !one.startsWith("."))) {
      link(path.join(from, name), path.join(to, name));
    }
    for (const name of scopes.flatMap((scope) =>
      fs.readdirSync(path.join(from, scope)).map((one) => `${scope}/${one}`),
    )) {
      link(path.join(from, name), path.join(to, name));
    }
    const own = path.join(to, "seatline");
    fs.mkdirSync(own);
    execFileSync("tar", ["-xzf", tarball, "-C", own, "--strip-components=1"]);
  }

  /** Partner Center, Stripe, the mailbox and the clock, as for the demonstration. */
  async startSimulators(): Promise<void> {
    const env = { ...this.environment.sandbox, SANDBOX_PROVISIONING_DELAY_MS: "500" };
    const child = this.spawn({ name: "sandbox", args: ["--import", "tsx", "sandbox/server/main.ts"], cwd: root, env });
    await waitForHttp(child, `${this.environment.addresses.clock}/health`, READY_WITHIN_MS);
  }

  /** A command of Medusa's in the host that is to end well. */
  async medusa(args: readonly string[], env: Record<string, string> = {}, cwd = this.folder): Promise<void> {
    await runToEnd(`medusa ${args.join(" ")} failed`, { ...this.program(args, env, cwd), output: this.output });
  }

  /** Starts the host and waits until it answers. */
  async start(env: Record<string, string> = {}, cwd = this.folder): Promise<void> {
    const child = this.spawn(this.program(["start", "--port", String(this.port)], env, cwd));
    await waitForHttp(child, `${this.url}/health`, READY_WITHIN_MS);
  }

  /** Starts a host that cannot come up. @returns the exit code and all that it said */
  async startInVain(env: Record<string, string>): Promise<{ code: number; said: string }> {
    const child = this.spawn(this.program(["start", "--port", String(this.port)], env, this.folder));
    return { code: await child.ended, said: child.lines.join("\n") };
  }

  /** What the host writes into its `medusa-config`, and what a test changes of it. */
  options(changes: Record<string, unknown> = {}): Record<string, string> {
    // The application's own wishes: a host says nothing and gets what is good for a plugin.
    const { protectCoreRoutes: _routes, salesChannel: _channel, ...options } = optionsOf(this.environment.medusa);
    // It has a handler of its own on the completion of carts, which asks Seatline.
    return { SEATLINE_OPTIONS: JSON.stringify({ ...options, guardCartCompletion: false, ...changes }) };
  }

  /** The host's shop with its publishable key. */
  async shop(): Promise<ShopUnderTest> {
    const found = await onDatabase(
      (client) => client.query<{ token: string }>("select token from api_key where type = 'publishable'"),
      this.database,
    );
    const mailboxUrl = this.environment.addresses.mailbox;
    return { medusaUrl: this.url, publishableKey: found.rows[0]?.token ?? "", mailboxUrl };
  }

  /** Stops all that runs and removes folder and database; what the programs said is kept under test-results. */
  async remove(): Promise<void> {
    await Promise.all(this.children.map((child) => stopChild(child)));
    const kept = path.join(root, "test-results", path.basename(this.folder).replace(/-[^-]*$/, ""));
    fs.cpSync(path.join(this.folder, "logs"), kept, { recursive: true, force: true });
    await dropDatabase(this.database);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private program(args: readonly string[], env: Record<string, string>, cwd: string): Omit<ChildOptions, "output"> {
    const { DATABASE_URL, JWT_SECRET, COOKIE_SECRET, STORE_CORS, ADMIN_CORS, AUTH_CORS } = this.environment.medusa;
    const own = { DATABASE_URL, JWT_SECRET, COOKIE_SECRET, STORE_CORS, ADMIN_CORS, AUTH_CORS };
    const admin = { HOST_ADMIN_EMAIL: hostAdmin.email, HOST_ADMIN_PASSWORD: hostAdmin.password };
    return {
      name: `medusa-${args[0]?.replace(":", "-")}`,
      args: [path.join(this.folder, "node_modules/@medusajs/cli/cli.js"), ...args],
      cwd,
      env: {
        ...withoutSettings(),
        NODE_ENV: "sandbox",
        MEDUSA_DISABLE_TELEMETRY: "true",
        MEDUSA_TELEMETRY_HOST: "http://127.0.0.1:9",
        ...own,
        ...admin,
        ...this.options(),
        ...env,
      },
    };
  }

  private spawn(options: Omit<ChildOptions, "output">): Child {
    const child = startChild({ ...options, output: this.output });
    this.children.push(child);
    return child;
  }
}

/** The application's variables are taken away: what a host does not say as an option, Seatline must not find there. */
function withoutSettings(): Record<string, string | undefined> {
  const names = Object.keys(process.env).filter((name) =>
    /^(SELLER|PARTNER_CENTER|STRIPE|SMTP|MAIL|SECRETS|SHOP|MEDUSA|SEATLINE|SANDBOX|LOG_LEVEL|NODE_OPTIONS)/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function pick(all: Record<string, string>, names: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

function link(from: string, to: string): void {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.symlinkSync(fs.realpathSync(from), to, "junction");
}
