import express, { type Router } from "express";
import { z } from "zod";

const question = z.looseObject({
  countryCode: z.string(),
  vatNumber: z.string(),
  requesterMemberStateCode: z.string().optional(),
  requesterNumber: z.string().optional(),
});
const state = z.enum(["valid", "invalid", "MS_UNAVAILABLE", "SERVICE_UNAVAILABLE", "cut", "silent"]);
const rule = z.object({ id: z.string().min(3), state, holder: z.string().optional() });

const prefixRule = z.object({ id: z.string().length(2), state, holder: z.undefined() });

export type ViesState = z.output<typeof state>;

/** What the simulated directory can be told. */
export type ViesControl = {
  /** What it says of one id (with its prefix), or of all ids of a member state (its prefix alone), from now on. */
  readonly set: (id: string, state: ViesState) => void;
  /** Whose an id is, from now on; until then it says nobody's name, as Germany and Spain do for good. */
  readonly setHolder: (id: string, name: string) => void;
  /** The ids it was asked for, in order. */
  readonly asked: readonly string[];
};

/**
 * Stands in for VIES, the directory of EU VAT ids: every id is valid unless it was told otherwise. `POST /control` with
 * `{ id, state, holder? }` tells it, where `id` is a whole VAT id or a member state's two letters.
 */
export function viesRouter(): { readonly router: Router; readonly control: ViesControl } {
  const told = new Map<string, ViesState>();
  const holders = new Map<string, string>();
  const asked: string[] = [];
  const router = express.Router();
  router.use(express.json());

  router.post("/check-vat-number", (request, response) => {
    const parsed = question.safeParse(request.body);
    if (!parsed.success || !/^[A-Z]{2}$/.test(parsed.data.countryCode)) {
      response.status(400).json(failure("INVALID_INPUT"));
      return;
    }
    const { countryCode, vatNumber, requesterNumber } = parsed.data;
    asked.push(`${countryCode}${vatNumber}`);
    const says = told.get(`${countryCode}${vatNumber}`) ?? told.get(countryCode) ?? "valid";
    if (says === "silent") {
      return;
    }
    if (says === "cut") {
      response.type("html").send("<html>Bad gateway");
      return;
    }
    if (says !== "valid" && says !== "invalid") {
      response.json(failure(says));
      return;
    }
    response.json({
      countryCode,
      vatNumber,
      requestDate: new Date().toISOString(),
      valid: says === "valid",
      requestIdentifier: requesterNumber === undefined ? "" : `WAPI${asked.length.toString().padStart(12, "0")}`,
      name: holders.get(`${countryCode}${vatNumber}`) ?? "---",
      address: "---",
    });
  });

  router.post("/control", (request, response) => {
    const { id, state: says, holder } = rule.or(prefixRule).parse(request.body);
    told.set(id, says);
    if (holder !== undefined) {
      holders.set(id, holder);
    }
    response.status(204).end();
  });
  const control = {
    set: (id: string, says: ViesState) => void told.set(id, says),
    setHolder: (id: string, name: string) => void holders.set(id, name),
    asked,
  };
  return { router, control };
}

function failure(error: string) {
  return { actionSucceed: false, errorWrappers: [{ error }] };
}
