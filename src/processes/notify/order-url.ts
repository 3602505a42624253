/**
 * The shop's page of an order, for mails about it: the account lists what is live, not what is under way.
 *
 * @param checkoutId by which the shop knows the order; null where none is kept, and then the account is named
 */
export const orderUrlOf = (shopUrl: string, checkoutId: string | null): string =>
  checkoutId === null ? `${shopUrl}/account` : `${shopUrl}/orders/${checkoutId}`;
