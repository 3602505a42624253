import { describeShopParts } from "../support/purchase/shop";
import { cartTurnsTests } from "./shop/cart-turns";
import { ownershipTests } from "./shop/ownership";
import { provisioningTests } from "./shop/provisioning";
import { purchaseTests } from "./shop/purchase";
import { tenantTests } from "./shop/tenant";

/** From the cart to licences that are live. One boot of the application serves all parts; what names dates is the first. */
describeShopParts({
  "the purchase": purchaseTests,
  "the carts": cartTurnsTests,
  "whose things": ownershipTests,
  "a company's tenant": tenantTests,
  "the vendor's order": provisioningTests,
});
