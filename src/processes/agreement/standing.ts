import type { MedusaContainer } from "@medusajs/framework/types";
import { localDateIn } from "../../domain/calendar";
import {
  type AgreementState,
  type AgreementWay,
  agreementStateOf,
  isReadyToOrder,
} from "../../domain/customer-agreement";
import { type AgreementReading, type Attestation, COMPANY_MODULE, type Company } from "../../modules/company";
import { agreementsOf, agreementWay } from "./way";

/** How things stand with a company's agreement, and whose doing that is. */
export type AgreementStanding = {
  readonly way: AgreementWay;
  readonly state: AgreementState;
  /** Whether a card may be asked for. */
  readonly isReady: boolean;
  /** The one that went furthest, of those that stand for the company's tenant; null when there is none. */
  readonly attestation: Attestation | null;
  readonly reading: AgreementReading | null;
  /** Who has accepted, and when, as far as either is known. */
  readonly acceptedBy: string | null;
  readonly acceptedAt: Date | null;
};

const PROGRESS: readonly Attestation["state"][] = ["made", "accepted", "begun", "asked"];

/** What is known of a company's agreement at `now`, without asking the vendor. */
export async function agreementStanding(
  container: MedusaContainer,
  company: Company,
  now: Date,
): Promise<AgreementStanding> {
  const { attestations: store } = container.resolve(COMPANY_MODULE);
  const [all, reading] = await Promise.all([store.list(company.id), store.reading(company.id)]);
  return standingOf(company, {
    all,
    reading,
    way: agreementWay(container, now),
    asks: agreementsOf(container) !== null,
  });
}

/** As `agreementStanding`, of what was read before. Pure. */
export function standingOf(
  company: Company,
  known: {
    readonly all: readonly Attestation[];
    readonly reading: AgreementReading | null;
    readonly way: AgreementWay;
    /** Whether the vendor asks for an agreement at all. */
    readonly asks: boolean;
  },
): AgreementStanding {
  const vendorTenantId = tenantOf(company);
  const { way, reading } = known;
  const standing = known.all.filter(
    (one) => one.state !== "ended" && (one.state !== "made" || isSame(one.vendorTenantId, vendorTenantId)),
  );
  const attestation = PROGRESS.flatMap((state) => standing.filter((one) => one.state === state)).find(Boolean) ?? null;
  const facts = {
    ...{ way, vendorTenantId, consent: company.agreement, attestations: standing },
    reading: reading && {
      vendorTenantId: reading.vendorTenantId,
      isDirect: reading.isDirect,
      agreedOn: reading.agreedAt && localDateIn(reading.agreedAt, "UTC"),
    },
  };
  const state = known.asks ? agreementStateOf(facts) : "not_needed";
  const isReady = isReadyToOrder(state, vendorTenantId);
  return { way, state, isReady, attestation, reading, ...acceptance(state, company, attestation, reading) };
}

/** The vendor's id of the tenant that is the company's to order for; null before there is one. */
export const tenantOf = ({ tenant }: Company): string | null =>
  tenant?.state === "linked" ? tenant.vendorTenantId : null;

function acceptance(
  state: AgreementState,
  { agreement }: Company,
  attestation: Attestation | null,
  reading: AgreementReading | null,
): Pick<AgreementStanding, "acceptedBy" | "acceptedAt"> {
  if (attestation?.acceptedAt != null && (state === "accepted" || state === "made" || state === "valid")) {
    const { firstName, lastName } = attestation.signatory;
    return { acceptedBy: `${firstName} ${lastName}`, acceptedAt: attestation.acceptedAt };
  }
  if (reading?.agreedAt != null && (state === "valid" || state === "outdated")) {
    return { acceptedBy: reading.name, acceptedAt: reading.agreedAt };
  }
  if (agreement !== null && (state === "consented" || state === "valid")) {
    return { acceptedBy: `${agreement.firstName} ${agreement.lastName}`, acceptedAt: agreement.agreedAt };
  }
  return { acceptedBy: null, acceptedAt: null };
}

const isSame = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one.toLowerCase() === other.toLowerCase();
