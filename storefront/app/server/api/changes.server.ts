import {
  type Change,
  type ChangePreview,
  changeAnswer,
  changeListAnswer,
  changePaymentAnswer,
  changePreviewAnswer,
} from "../../../../src/api/store/csp/subscriptions/[id]/changes/document";
import type { MedusaClient } from "../medusa.server";

export type { Change, ChangePreview };

/** What somebody wants of a subscription; seats are all after the change, those of a renewal null for as many as there are then. */
export type Wanted =
  | { readonly kind: "seats"; readonly quantity: number }
  | { readonly kind: "cancel" }
  | {
      readonly kind: "renewal";
      readonly outcome: NonNullable<Change["outcome"]>;
      readonly quantity: number | null;
    };

/** What was asked for of a subscription, the newest first. */
export async function listChanges(api: MedusaClient, subscriptionId: string): Promise<Change[]> {
  return (await api.get(pathOf(subscriptionId), changeListAnswer)).changes;
}

/** What a change would mean. One that cannot be had is an `ApiError` of status 400. */
export async function previewChange(api: MedusaClient, subscriptionId: string, change: Wanted): Promise<ChangePreview> {
  const path = `${pathOf(subscriptionId)}/preview`;
  return (await api.post(path, { body: { change }, schema: changePreviewAnswer })).preview;
}

/**
 * Asks for a change that was previewed; asked for again while it is under way, it is the same one. An `ApiError` of status
 * 409 when the preview has moved or another change came first.
 */
export async function requestChange(
  api: MedusaClient,
  subscriptionId: string,
  request: { readonly change: Wanted; readonly hash: string },
): Promise<Change> {
  return (await api.post(pathOf(subscriptionId), { body: request, schema: changeAnswer })).change;
}

/** Takes back a change of which nothing has reached Microsoft. */
export async function withdrawChange(api: MedusaClient, subscriptionId: string, changeId: string): Promise<Change> {
  const path = `${pathOf(subscriptionId)}/${encodeURIComponent(changeId)}/withdraw`;
  return (await api.post(path, { schema: changeAnswer })).change;
}

/** Opens the page on which the payment of a change is confirmed at the bank; its address. */
export async function openChangePayment(api: MedusaClient, subscriptionId: string, changeId: string): Promise<string> {
  const path = `${pathOf(subscriptionId)}/${encodeURIComponent(changeId)}/payment`;
  return (await api.post(path, { schema: changePaymentAnswer })).url;
}

const pathOf = (subscriptionId: string): string =>
  `/store/csp/subscriptions/${encodeURIComponent(subscriptionId)}/changes`;
