import {
  type Offer,
  type OfferListAnswer,
  offerAnswer,
  offerListAnswer,
} from "../../../../src/api/store/csp/offers/document";
import type { MedusaClient } from "../medusa.server";

export type { OfferCard, Plan, Sku } from "../../../../src/api/store/csp/offers/document";
export type { Offer };

/** One page of the catalogue. Empty filters are left out of the question. */
export async function listOffers(
  api: MedusaClient,
  filter: { q: string; segment: string; category: string; limit: number; offset: number },
): Promise<OfferListAnswer> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== "") {
      query.set(name, String(value));
    }
  }
  return api.get(`/store/csp/offers?${query}`, offerListAnswer);
}

export async function readOffer(api: MedusaClient, handle: string): Promise<Offer> {
  return (await api.get(`/store/csp/offers/${encodeURIComponent(handle)}`, offerAnswer)).offer;
}
