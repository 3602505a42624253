import path from "node:path";
import { type Host, hostProblems, OUR_MODULES } from "./host-checks";

const folderOf = (name: string) => path.resolve(__dirname, "..", name, "index.ts");
const payment = { options: { providers: [{ id: "csp", resolve: "seatline/providers/payment-stripe-checkout" }] } };
const ours = Object.fromEntries(
  Object.entries(OUR_MODULES).map(([key, folder]) => [key, { resolve: folderOf(folder), options: {} }]),
);

function problems(host: Partial<Host> & { modules?: Record<string, unknown> }): string[] {
  const complete: Host = {
    medusaVersion: "2.21.2",
    allowUntestedMedusa: false,
    resolve: (request) => request,
    ...host,
    modules: { ...ours, payment, ...host.modules },
  };
  return hostProblems(complete).map(({ field, message }) => `${field}: ${message}`);
}

describe("what a host must have before Seatline starts", () => {
  it("finds nothing wrong with a host that took the plugin as it is", () => {
    expect(problems({})).toEqual([]);
  });

  it("names the module key that a module of the host has taken", () => {
    const [problem, ...others] = problems({
      modules: { csp_company: { resolve: "/host/src/modules/company/index.js" } },
    });
    expect(problem).toMatch(/^modules\.csp_company: is the key of a module of Seatline; give your own module another/);
    expect(others).toEqual([]);
    expect(problems({ modules: { csp_company: { resolve: { service: class {} } } } })).toHaveLength(1);
  });

  it("names a module that is switched off", () => {
    expect(problems({ modules: { csp_inbox: { disable: true } } })).toEqual([
      expect.stringMatching(/^modules\.csp_inbox: is switched off/),
    ]);
  });

  it.each(["2.21.1", "2.22.0", "3.0.0", "2.9.9"])("tells the range when Medusa is %s", (medusaVersion) => {
    const [problem] = problems({ medusaVersion });
    expect(problem).toMatch(/^@medusajs\/medusa: .* is outside the versions .*from 2\.21\.2, below 2\.22\.0/);
    expect(problems({ medusaVersion, allowUntestedMedusa: true })).toEqual([]);
  });

  it.each(["2.21.2", "2.21.9", "2.21.10-snapshot"])("takes Medusa %s", (medusaVersion) => {
    expect(problems({ medusaVersion })).toEqual([]);
  });

  it("asks for the payment provider, with the line to add", () => {
    expect(problems({ modules: { payment: { options: {} } } })).toEqual([
      expect.stringContaining('add { resolve: "seatline/providers/payment-stripe-checkout", id: "csp" }'),
    ]);
  });
});
