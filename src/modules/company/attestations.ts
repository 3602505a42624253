import { createHash, randomUUID } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { LeasedTable, RELEASED } from "../../database";
import type {
  AcceptanceHow,
  AgreementReading,
  AskResult,
  Attestation,
  AttestationEnd,
  AttestationState,
  LeasedAttestation,
  NewAttestation,
  Origin,
  Signatory,
} from "./attestation-types";
import { recordAct } from "./company-acts";
import { asMember } from "./person-store";

const TABLE = "csp_agreement_attestation";
const READINGS = "csp_agreement_reading";

/** Longer than three calls to the vendor take, with all their repeats. */
const leases = new LeasedTable(TABLE, 600);

/** Signatories of one company that are waited for at once: each is a page of the vendor's that stays open. */
export const MOST_OPEN = 5;
const FORGOTTEN_AFTER_MS = 60_000;
const OPEN: readonly AttestationState[] = ["asked", "begun", "accepted"];

type Row = {
  id: string;
  company_id: string;
  state: AttestationState;
  company_name: string;
  country_code: string;
  language: string;
  first_name: string;
  last_name: string;
  email: string;
  phone: string | null;
  customer_id: string;
  ip: string | null;
  user_agent: string | null;
  statement: string;
  asked_at: Date;
  request_id: string;
  attestation_id: string | null;
  page_url: string | null;
  template_id: string | null;
  begun_at: Date | null;
  accepted_at: Date | null;
  accepted_how: AcceptanceHow | null;
  accepted_by: string | null;
  accepted_ip: string | null;
  accepted_user_agent: string | null;
  finish_request_id: string;
  vendor_tenant_id: string | null;
  made_at: Date | null;
  read_back_at: Date | null;
  problem: string | null;
  detail: string | null;
  looks: number;
};

type ReadingRow = {
  vendor_tenant_id: string;
  is_direct: boolean;
  agreed_at: Date | null;
  template_id: string | null;
  name: string | null;
  email: string | null;
  link: string | null;
  read_at: Date;
};

/** Who accepts the vendor's agreement for companies, how far that is, and what the vendor says of it. */
export class Attestations {
  constructor(private readonly db: Knex) {}

  /**
   * Writes down who is to accept, before the vendor is told; the same person again is what was begun before.
   *
   * @throws MedusaError not_allowed when the person does not act for the company any more
   */
  async ask(wanted: NewAttestation, now: Date): Promise<AskResult> {
    const { companyId, customerId, signatory, origin, statement } = wanted;
    return asMember(this.db, companyId, customerId, async (trx) => {
      const key = signatoryKey(signatory);
      const open: Row[] = await trx(TABLE).where({ company_id: companyId }).whereIn("state", OPEN);
      const same = await trx(TABLE)
        .where({ company_id: companyId, signatory: key })
        .whereIn("state", OPEN)
        .first<Row>();
      if (same !== undefined) {
        return { outcome: "resumed", attestation: fromRow(same) };
      }
      if (open.length >= MOST_OPEN) {
        return { outcome: "full" };
      }
      const [row] = await trx(TABLE)
        .insert({
          id: generateEntityId(undefined, "cspatt"),
          company_id: companyId,
          signatory: key,
          state: "asked",
          company_name: signatory.companyName,
          country_code: signatory.countryCode,
          language: signatory.language,
          first_name: signatory.firstName,
          last_name: signatory.lastName,
          email: signatory.email,
          phone: signatory.phone,
          customer_id: customerId,
          ip: origin.ip,
          user_agent: origin.userAgent,
          statement,
          asked_at: now,
          request_id: randomUUID(),
          finish_request_id: randomUUID(),
          // Whoever asks tells the vendor at once; by itself it is told when that one has died.
          look_at: new Date(now.getTime() + FORGOTTEN_AFTER_MS),
        })
        .returning<Row[]>("*");
      const detail = { country: signatory.countryCode, language: signatory.language };
      await recordAct(trx, { at: now, actor: customerId, action: "ask_for_agreement", objectId: companyId, detail });
      return { outcome: "asked", attestation: fromRow(row as Row) };
    });
  }

  /** What is known of a company's signatories, the newest first. */
  async list(companyId: string): Promise<Attestation[]> {
    const order = [
      { column: "asked_at", order: "desc" },
      { column: "id", order: "desc" },
    ];
    const rows: Row[] = await this.db(TABLE).where({ company_id: companyId }).orderBy(order);
    return rows.map(fromRow);
  }

  /** Takes one attestation to work on; null while somebody else does, or when nothing is to be done with it any more. */
  async lease(id: string): Promise<LeasedAttestation | null> {
    return this.take("t.id = :id and t.state <> 'ended'", { id });
  }

  /** Takes the attestation that is longest due to be looked at; null when there is none. */
  async leaseDue(now: Date): Promise<LeasedAttestation | null> {
    return this.take("t.look_at <= :now and t.state <> 'ended'", { now }, "looks = looks + 1");
  }

  /** The earliest instant at which an attestation that nobody holds is to be looked at, or null. */
  nextLookAt(): Promise<Date | null> {
    return leases.earliest(this.db, "look_at", "look_at is not null and state <> 'ended'");
  }

  /** Notes the vendor's answer. @returns false when the lease was lost */
  async noteBegun(
    lease: LeasedAttestation,
    begun: { readonly attestationId: string; readonly pageUrl: string; readonly templateId: string | null },
    now: Date,
  ): Promise<boolean> {
    const { attestationId, pageUrl, templateId } = begun;
    return this.write(lease, {
      state: "begun",
      attestation_id: attestationId,
      page_url: pageUrl,
      template_id: templateId,
      begun_at: now,
      looks: 0,
    });
  }

  /** Notes that the signatory has accepted; `by` is null where nobody asked. @returns false when the lease was lost */
  async noteAccepted(
    lease: LeasedAttestation,
    by: ({ readonly customerId: string } & Origin) | null,
    seen: { readonly how: AcceptanceHow; readonly at: Date },
  ): Promise<boolean> {
    return this.write(lease, {
      state: "accepted",
      accepted_at: seen.at,
      accepted_how: seen.how,
      accepted_by: by?.customerId ?? null,
      accepted_ip: by?.ip ?? null,
      accepted_user_agent: by?.userAgent ?? null,
      looks: 0,
    });
  }

  /** Notes that the signatory has not accepted after all, whoever said so. */
  async noteNotAccepted(lease: LeasedAttestation): Promise<boolean> {
    return this.write(lease, {
      ...{ state: "begun", accepted_at: null, accepted_how: null, accepted_by: null },
      ...{ accepted_ip: null, accepted_user_agent: null },
    });
  }

  /** Notes that the vendor has taken the agreement for a tenant. */
  async noteMade(lease: LeasedAttestation, vendorTenantId: string, now: Date): Promise<boolean> {
    return this.write(lease, { state: "made", vendor_tenant_id: vendorTenantId, made_at: now, looks: 0 });
  }

  /** Nothing can come of it: the same signatory may be asked for anew. What was done stays as evidence. */
  async end(
    lease: LeasedAttestation,
    said: { readonly problem: string | null; readonly detail: string },
  ): Promise<void> {
    await this.write(lease, { ...RELEASED, ...said, state: "ended", look_at: null });
  }

  /** Gives a leased attestation back. */
  async release(lease: LeasedAttestation, end: AttestationEnd): Promise<void> {
    const { lookAt, problem = null, detail = null, renew } = end;
    await this.write(lease, {
      ...RELEASED,
      ...{ look_at: lookAt, problem, detail },
      ...(renew === undefined ? {} : { [renew]: randomUUID() }),
    });
  }

  /**
   * Keeps what the vendor says of a tenant's agreement, in place of what it said before; with one that counts, the agreements
   * that were made for the tenant here are read back.
   */
  async keepReading(companyId: string, reading: AgreementReading, counts: boolean): Promise<void> {
    const row = {
      vendor_tenant_id: reading.vendorTenantId,
      is_direct: reading.isDirect,
      agreed_at: reading.agreedAt,
      template_id: reading.templateId,
      name: reading.name,
      email: reading.email,
      link: reading.link,
      read_at: reading.readAt,
    };
    await this.db.transaction(async (trx) => {
      await trx(READINGS)
        .insert({ company_id: companyId, ...row })
        .onConflict("company_id")
        .merge(row);
      if (counts) {
        await trx(TABLE)
          .where({ company_id: companyId, state: "made", read_back_at: null })
          .whereRaw("lower(vendor_tenant_id) = lower(?)", [reading.vendorTenantId])
          .update({ read_back_at: reading.readAt, look_at: null, problem: null, detail: null });
      }
    });
  }

  /** What the vendor said last of the company's tenant; null before it was asked. */
  async reading(companyId: string): Promise<AgreementReading | null> {
    const row = await this.db(READINGS).where({ company_id: companyId }).first<ReadingRow | undefined>();
    return row === undefined
      ? null
      : {
          vendorTenantId: row.vendor_tenant_id,
          isDirect: row.is_direct,
          agreedAt: row.agreed_at,
          templateId: row.template_id,
          name: row.name,
          email: row.email,
          link: row.link,
          readAt: row.read_at,
        };
  }

  /** The text in force as it was read last for anybody; null when it never was. */
  async lastTemplateId(): Promise<string | null> {
    const { rows } = await this.db.raw<{ rows: { template_id: string }[] }>(
      `select template_id from (
         select template_id, asked_at as at from ${TABLE} where template_id is not null
         union all select template_id, agreed_at from csp_agreement_consent) known
       order by at desc limit 1`,
    );
    return rows[0]?.template_id ?? null;
  }

  private async take(
    where: string,
    bindings: Readonly<Record<string, string | Date>>,
    set?: string,
  ): Promise<LeasedAttestation | null> {
    const { rows, token } = await leases.take<Row>(this.db, {
      ...{ where, bindings, orderBy: "t.look_at, t.id", limit: 1, columns: `${TABLE}.*` },
      ...(set === undefined ? {} : { set }),
    });
    const [row] = rows;
    if (row === undefined) {
      return null;
    }
    const { request_id: requestId, finish_request_id: finishRequestId, looks } = row;
    return { ...fromRow(row), requestId, finishRequestId, looks, leaseToken: token };
  }

  private async write(
    { id, leaseToken: token }: LeasedAttestation,
    columns: Record<string, unknown>,
  ): Promise<boolean> {
    const written: number = await leases.held(this.db, { id, token }).update(columns);
    return written > 0;
  }
}

/** What the vendor tells signatories apart by: first name, last name, mail address, telephone. */
function signatoryKey({ firstName, lastName, email, phone }: Signatory): string {
  const parts = [firstName, lastName, email, (phone ?? "").replace(/[^\d+]/g, "")];
  return createHash("sha256")
    .update(JSON.stringify(parts.map((part) => part.trim().toLowerCase())))
    .digest("hex");
}

function fromRow(row: Row): Attestation {
  return {
    id: row.id,
    companyId: row.company_id,
    state: row.state,
    signatory: {
      companyName: row.company_name,
      countryCode: row.country_code,
      language: row.language,
      firstName: row.first_name,
      lastName: row.last_name,
      email: row.email,
      phone: row.phone,
    },
    customerId: row.customer_id,
    origin: { ip: row.ip, userAgent: row.user_agent },
    statement: row.statement,
    askedAt: row.asked_at,
    attestationId: row.attestation_id,
    pageUrl: row.page_url,
    templateId: row.template_id,
    begunAt: row.begun_at,
    acceptedAt: row.accepted_at,
    acceptedHow: row.accepted_how,
    acceptedBy: row.accepted_by,
    acceptedOrigin: { ip: row.accepted_ip, userAgent: row.accepted_user_agent },
    vendorTenantId: row.vendor_tenant_id,
    madeAt: row.made_at,
    readBackAt: row.read_back_at,
    problem: row.problem,
    detail: row.detail,
  };
}
