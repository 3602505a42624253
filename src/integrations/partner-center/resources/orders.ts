import type { CallIds, PartnerCenterHttp } from "../http";
import {
  type Cart,
  type Checkout,
  cartSchema,
  checkoutSchema,
  type Order,
  orderPageSchema,
  orderProvisioningSchema,
  orderSchema,
} from "../schemas";
import { readAllPages } from "./paging";

export type NewCartLine = {
  readonly id: number;
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly term: string;
  /** `Monthly`, `Annual` or `Triennial`. */
  readonly billingCycle: string;
  readonly friendlyName?: string;
};

const customer = (customerId: string) => `/v1/customers/${encodeURIComponent(customerId)}`;

export const orderOperations = (http: PartnerCenterHttp) => ({
  /** Makes a cart. Lines may carry errors although the answer is a success. */
  async createCart(customerId: string, lines: readonly NewCartLine[], ids: CallIds): Promise<Cart> {
    const body = {
      PartnerOnRecordAttestationAccepted: true,
      LineItems: lines.map((line) => ({
        Id: line.id,
        CatalogItemId: line.catalogItemId,
        Quantity: line.quantity,
        TermDuration: line.term,
        BillingCycle: line.billingCycle,
        ...(line.friendlyName === undefined ? {} : { FriendlyName: line.friendlyName }),
      })),
    };
    const path = `${customer(customerId)}/carts`;
    return (await http.send({ method: "POST", path, schema: cartSchema, body, ids })).body;
  },

  async getCart(customerId: string, cartId: string): Promise<Cart> {
    const path = `${customer(customerId)}/carts/${encodeURIComponent(cartId)}`;
    return (await http.send({ method: "GET", path, schema: cartSchema })).body;
  },

  /**
   * Turns a cart into orders. The same cart never becomes two orders. Success means an order for every order group: an
   * answer of 201 can consist of `orderErrors` alone.
   */
  async checkoutCart(customerId: string, cartId: string, ids: CallIds): Promise<Checkout> {
    const path = `${customer(customerId)}/carts/${encodeURIComponent(cartId)}/checkout`;
    return (await http.send({ method: "POST", path, schema: checkoutSchema, ids })).body;
  },

  async listOrders(customerId: string): Promise<Order[]> {
    return readAllPages(http, `${customer(customerId)}/orders`, orderPageSchema);
  },

  async getOrder(customerId: string, orderId: string): Promise<Order> {
    const path = `${customer(customerId)}/orders/${encodeURIComponent(orderId)}`;
    return (await http.send({ method: "GET", path, schema: orderSchema })).body;
  },

  /** Lower-case status per line: `fulfilled`, `unfulfilled`, `prefulfillmentpending`. */
  async getOrderProvisioningStatus(customerId: string, orderId: string) {
    const path = `${customer(customerId)}/orders/${encodeURIComponent(orderId)}/provisioningstatus`;
    return (await http.send({ method: "GET", path, schema: orderProvisioningSchema })).body.items;
  },
});
