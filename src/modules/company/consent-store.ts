import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { recordAct } from "./company-acts";
import { asMember } from "./person-store";
import type { AgreementConsent } from "./types";

/**
 * Adds one consent of a person who acts for the company, and journals it; earlier ones stay as they are.
 *
 * @throws MedusaError not_allowed when the person does not act for the company any more
 */
export async function recordConsent(db: Knex, companyId: string, consent: AgreementConsent): Promise<void> {
  await asMember(db, companyId, consent.customerId, async (trx) => {
    await trx("csp_agreement_consent").insert({
      id: generateEntityId(undefined, "cspagr"),
      company_id: companyId,
      template_id: consent.templateId,
      agreement_type: consent.agreementType,
      link: consent.link,
      text_hash: consent.textHash,
      first_name: consent.firstName,
      last_name: consent.lastName,
      email: consent.email,
      phone: consent.phone,
      customer_id: consent.customerId,
      ip: consent.ip,
      user_agent: consent.userAgent,
      agreed_at: consent.agreedAt,
    });
    const detail = { template_id: consent.templateId };
    const act = { at: consent.agreedAt, actor: consent.customerId, action: "accept_agreement", detail };
    await recordAct(trx, { ...act, objectId: companyId });
  });
}

/** Notes that the vendor holds the newest consent. Idempotent: the first instant stays. */
export async function recordAgreementAttested(db: Knex, companyId: string, at: Date): Promise<void> {
  await db.raw(
    `update csp_agreement_consent set attested_at = ? where attested_at is null and id = (
       select id from csp_agreement_consent where company_id = ? order by agreed_at desc, id desc limit 1)`,
    [at, companyId],
  );
}
