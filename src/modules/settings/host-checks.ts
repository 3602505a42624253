import path from "node:path";
import { Modules } from "@medusajs/framework/utils";
import { z } from "zod";
import type { FieldProblem } from "../../input";

/** Seatline's modules: the key in the container, and the folder they come from. */
export const OUR_MODULES: Readonly<Record<string, string>> = {
  csp_settings: "settings",
  csp_access: "access",
  csp_clock: "clock",
  csp_catalog: "catalog",
  csp_company: "company",
  csp_checkout: "checkout",
  csp_inbox: "inbox",
  csp_subscription: "subscription",
  csp_provisioning: "provisioning",
  csp_billing: "billing",
  csp_attention: "attention",
  csp_mail: "mail",
};

/** Medusa versions that Seatline is tested with: from the first on, below the second. */
export const TESTED_MEDUSA = { from: "2.21.2", below: "2.22.0" } as const;

const PAYMENT_PROVIDER = { id: "csp", folder: "payment-stripe-checkout" } as const;

const declaration = z.looseObject({ resolve: z.unknown(), disable: z.boolean().optional(), options: z.unknown() });
const providers = z.looseObject({
  providers: z.array(z.looseObject({ id: z.string().optional(), resolve: z.unknown() })).default([]),
});

/** What of the host Seatline looks at before it starts. */
export type Host = {
  /** The modules of Medusa's configuration by key. */
  readonly modules: Readonly<Record<string, unknown>>;
  readonly medusaVersion: string;
  readonly allowUntestedMedusa: boolean;
  /** The file a module's `resolve` leads to, or null when that cannot be told. */
  resolve(request: string): string | null;
};

/** What in the host's configuration would break Seatline later and silently. */
export function hostProblems(host: Host): FieldProblem[] {
  return [...moduleProblems(host), ...versionProblems(host), ...providerProblems(host)];
}

function moduleProblems({ modules, resolve }: Host): FieldProblem[] {
  const home = path.resolve(__dirname, "..");
  return Object.entries(OUR_MODULES).flatMap(([key, folder]) => {
    const { data } = declaration.safeParse(modules[key]);
    if (!data || data.disable) {
      return [{ field: `modules.${key}`, message: "is switched off or missing, and Seatline cannot work without it" }];
    }
    const file = typeof data.resolve === "string" ? resolve(data.resolve) : "";
    const ours = file === null || path.dirname(file) === path.join(home, folder);
    const message = "is the key of a module of Seatline; give your own module another key in medusa-config";
    return ours ? [] : [{ field: `modules.${key}`, message }];
  });
}

function versionProblems({ medusaVersion, allowUntestedMedusa }: Host): FieldProblem[] {
  const { from, below } = TESTED_MEDUSA;
  if (allowUntestedMedusa || (!isBefore(medusaVersion, from) && isBefore(medusaVersion, below))) {
    return [];
  }
  const message =
    `${medusaVersion} is outside the versions Seatline is tested with (from ${from}, below ${below}); ` +
    "install one of these, or set the option allowUntestedMedusa to true and answer for it yourself";
  return [{ field: "@medusajs/medusa", message }];
}

/** A plugin cannot bring providers along; the host has to name ours among those of the payment module. */
function providerProblems({ modules }: Host): FieldProblem[] {
  const payment = declaration.safeParse(modules[Modules.PAYMENT]).data;
  const named = providers.safeParse(payment?.options ?? {}).data?.providers ?? [];
  const { id, folder } = PAYMENT_PROVIDER;
  const present = named.some((one) => one.id === id && typeof one.resolve === "string" && one.resolve.includes(folder));
  const message =
    `lacks Seatline's provider; add { resolve: "seatline/providers/${folder}", id: "${id}" } ` +
    "to the payment module's providers in medusa-config";
  return present ? [] : [{ field: `modules.${Modules.PAYMENT}.options.providers`, message }];
}

/** Compares major, minor and patch; a pre-release counts as its release. */
function isBefore(version: string, other: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(other)];
  const at = a.findIndex((number, index) => number !== b[index]);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
}

function numbersOf(version: string): number[] {
  return version
    .split(/[-+]/, 1)
    .join("")
    .split(".")
    .map((part) => Number.parseInt(part, 10) || 0);
}
