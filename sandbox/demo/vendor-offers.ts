import type { PartnerCenterOptions } from "../partner-center";

const BASIC = "CFQ7TTC0LH18:0001";
const STANDARD = "CFQ7TTC0LDPB:0001";
const PREMIUM = "CFQ7TTC0LCHC:0002";
const APPS_FOR_BUSINESS = "CFQ7TTC0LH1G:0001";
const OFFICE_E1 = "CFQ7TTC0LF8Q:0001";
const OFFICE_E3 = "CFQ7TTC0LF8R:0001";
const OFFICE_E5 = "CFQ7TTC0LF8S:0002";
const MICROSOFT_E3 = "CFQ7TTC0LFLX:0001";
const MICROSOFT_E5 = "CFQ7TTC0LFLZ:0002";
const ENTRA_P1 = "CFQ7TTC0LFLS:0002";
const ENTRA_P2 = "CFQ7TTC0LFK5:0001";
const SALES = "CFQ7TTC0LFF1:0001";
const FINANCE = "CFQ7TTC0LGV4:0001";

/** What the price sheet of the demonstration does not say: ways up, what stands on what, and a promotion. */
export const demoOffers = {
  upgrades: {
    [BASIC]: [STANDARD, PREMIUM],
    [APPS_FOR_BUSINESS]: [STANDARD, PREMIUM],
    [STANDARD]: [PREMIUM],
    [OFFICE_E1]: [OFFICE_E3, MICROSOFT_E3],
    [OFFICE_E3]: [OFFICE_E5, MICROSOFT_E3],
    [MICROSOFT_E3]: [MICROSOFT_E5],
    [ENTRA_P1]: [ENTRA_P2],
    // Exchange Online, Planner and Visio: from the smaller plan to the larger ones.
    "CFQ7TTC0LH16:0001": ["CFQ7TTC0LH1P:0001"],
    "CFQ7TTC0HDB1:0002": ["CFQ7TTC0HDB0:0002", "CFQ7TTC0HD9Z:0002"],
    "CFQ7TTC0HD33:0003": ["CFQ7TTC0HD32:0002"],
  },
  prerequisites: {
    // The Defender and the Purview suite for Business Premium.
    "CFQ7TTC0LCHC:001J": [PREMIUM],
    "CFQ7TTC0LCHC:001H": [PREMIUM],
    // Entra ID Governance as an add-on; Customer Service and Finance attached to another application.
    "CFQ7TTC0MFT1:0004": [ENTRA_P2],
    "CFQ7TTC0LFNK:0003": [SALES, FINANCE],
    "CFQ7TTC0LGV4:0002": [SALES],
  },
  promotions: [
    {
      id: "39NFJQT1PJQB:0001:39NFJQT1Q5KN",
      name: "Business Premium, first year, from 5 to 50 seats",
      productId: "CFQ7TTC0LCHC",
      skuId: "0002",
      segment: "commercial",
      duration: "P1Y",
      billingCycle: "annual",
      discount: 0.15,
      startsAt: "2026-01-01T00:00:00Z",
      endsAt: "2029-12-31T23:59:59Z",
      isAutoApplicable: false,
      minimumSeats: 5,
      maximumSeats: 50,
    },
  ],
} satisfies Pick<PartnerCenterOptions, "upgrades" | "prerequisites" | "promotions">;
