import { describeShopParts } from "../support/purchase/shop";
import { billingTests } from "./shop/billing";
import { billingAdminTests } from "./shop/billing-admin";
import { billingStoreTests } from "./shop/billing-store";
import { changesTests } from "./shop/changes";
import { queryGraphTests } from "./shop/query-graph";
import { renewalsTests } from "./shop/renewals";
import { routesTests } from "./shop/routes";

/** What stands when licences are bought: money, and who may see or change what. One boot serves all parts; what names dates is the first. */
describeShopParts({
  "billing over HTTP": billingTests,
  "the partner's side of billing over HTTP": billingAdminTests,
  "what a customer sees of their money": billingStoreTests,
  "changes of a subscription": changesTests,
  "the renewal season": renewalsTests,
  "reading across modules": queryGraphTests,
  "every route": routesTests,
});
