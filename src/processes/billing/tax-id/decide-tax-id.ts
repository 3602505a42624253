import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { InputError } from "../../../errors/input-error";
import { COMPANY_MODULE, type Company } from "../../../modules/company";
import { wakeTicker } from "../../ticker";
import { unclearSince } from "./unclear-since";

const DAY_MS = 24 * 60 * 60_000;
/** What a person decided is not asked about again so soon: they had a reason that the directory does not know. */
const HOLDS_MS = 180 * DAY_MS;

/** Answers that the one with the holder's name is looked for among. */
const LOOKED_AT = 100;

/** A person's word on a VAT id. */
export type TaxIdDecision = {
  readonly companyId: string;
  /** The id they saw: one that was changed meanwhile is not decided. */
  readonly taxId: string;
  readonly valid: boolean;
  readonly reason: string;
  /** Who decided. */
  readonly by: string;
  readonly now: Date;
};

/**
 * Keeps a person's word on a company's VAT id, with their reason; it holds until the directory is asked again half a year
 * later.
 * @throws MedusaError not_found; not_allowed when somebody else decides at the same time, with who decided what; InputError
 * tax_id when the company has another id by now
 */
export async function decideTaxId(container: MedusaContainer, decision: TaxIdDecision): Promise<void> {
  const companies = container.resolve(COMPANY_MODULE);
  const { companyId, taxId, valid, reason, by, now } = decision;
  const company = await companies.retrieve(companyId);
  assertHas(company, taxId);
  // What was accepted is that this holder's id is this company's, so it stays accepted until one of them changes.
  const seen = (await companies.taxIdChecks.list(companyId, LOOKED_AT)).find(
    (check) => check.taxId === taxId && check.holder !== null,
  );
  const decided = {
    check: {
      outcome: valid ? ("valid" as const) : ("invalid" as const),
      how: "person" as const,
      taxId,
      countryCode: company.address.countryCode,
      by,
      reason,
      reference: null,
      holder: seen?.holder ?? null,
      legalName: company.legalName,
      at: now,
    },
    nextAt: new Date(now.getTime() + HOLDS_MS),
    correctSince: valid ? await unclearSince(container, company) : null,
  };
  const act = { at: now, actor: by, action: "decide_tax_id", objectId: companyId, detail: { valid, reason } };
  await companies.inTransaction(companyId, async (trx, current) => {
    assertHas(current, taxId);
    assertUndecided(company, current);
    await companies.taxIdChecks.record(companyId, decided, trx);
    await companies.recordAct(trx, act);
  });
  wakeTicker(container);
}

function assertHas(company: Company, taxId: string): void {
  if (company.taxId !== taxId) {
    throw InputError.of("tax_id", `is ${company.taxId ?? "none"} by now; look at it again`);
  }
}

/** @throws MedusaError not_allowed when a person has decided since `seen` was read */
function assertUndecided({ taxIdCheck: seen }: Company, { taxIdCheck: current }: Company): void {
  const isNew = current?.at.getTime() !== seen?.at.getTime() || current?.by !== seen?.by;
  if (current !== null && current.how === "person" && isNew) {
    const message = `${current.by} has decided meanwhile that it is ${current.state}. Nothing was changed; look at it again.`;
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
}
