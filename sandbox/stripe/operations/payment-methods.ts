import { ApiError, invalidParameter, missingParameter, refused } from "../http/api-error";
import { address, changeMetadata, metadata, paging } from "../http/common-fields";
import { clearable, group, integer, oneOf, required, text, word } from "../http/fields";
import { pageOf } from "../http/lists";
import { operation } from "../http/operation";
import {
  attach,
  checkOwner,
  createPaymentMethod,
  resolvePaymentMethod,
  testCardBehind,
} from "../objects/payment-method";

const billing = group({ address: clearable(address), email: text(), name: text(), phone: text(), tax_id: text() });
const redisplay = oneOf("always", "limited", "unspecified");

/** Ways to pay that are not cards. */
const OTHER_TYPES =
  "acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact billie bizum blik boleto cashapp crypto custom customer_balance eps fpx giropay grabpay ideal interac_present kakao_pay klarna konbini kr_card link mb_way mobilepay multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco paynow paypal paypay payto pix promptpay revolut_pay samsung_pay satispay scalapay sepa_debit sequra sofort sunbit swish twint upi us_bank_account wechat_pay zip".split(
    " ",
  );

export const paymentMethodOperations = [
  operation({
    method: "POST",
    path: "/payment_methods",
    shape: {
      type: required(oneOf("card")),
      card: group({
        number: required(word()),
        exp_month: required(integer()),
        exp_year: required(integer()),
        cvc: word(),
      }),
      billing_details: billing,
      allow_redisplay: redisplay,
      metadata,
    },
    notSimulated: [...OTHER_TYPES, "customer", "payment_method", "radar_options"],
    returns: "payment_method",
    publishable: true,
    run(world, params) {
      const { card } = params;
      if (card === undefined) throw missingParameter("card");
      const input = { number: card.number, expMonth: card.exp_month, expYear: card.exp_year, cvc: card.cvc ?? null };
      const method = createPaymentMethod(world, input, params.billing_details);
      method.metadata = changeMetadata({}, params.metadata);
      if (params.allow_redisplay !== undefined) method.allow_redisplay = params.allow_redisplay;
      return method;
    },
  }),
  operation({
    method: "GET",
    path: "/payment_methods",
    shape: { ...paging, customer: word(), type: oneOf("card"), allow_redisplay: redisplay },
    notSimulated: ["customer_account"],
    returns: "payment_method",
    list: true,
    run(world, { customer, allow_redisplay: shown, type: _type, ...page }) {
      const found = Object.values(world.state.paymentMethods).filter(
        (one) =>
          one.customer !== null &&
          (customer === undefined || one.customer === customer) &&
          (shown === undefined || one.allow_redisplay === shown),
      );
      return pageOf(found, "/v1/payment_methods", page);
    },
  }),
  operation({
    method: "GET",
    path: "/payment_methods/:id",
    shape: {},
    returns: "payment_method",
    run: (world, _params, { id = "" }) => world.find(world.state.paymentMethods, "PaymentMethod", id),
  }),
  operation({
    method: "POST",
    path: "/payment_methods/:id",
    shape: {
      allow_redisplay: redisplay,
      billing_details: billing,
      metadata,
      card: group({ exp_month: integer({ min: 1, max: 12 }), exp_year: integer({ min: 2000, max: 2100 }) }),
    },
    notSimulated: ["us_bank_account"],
    returns: "payment_method",
    run(world, params, { id = "" }) {
      const method = world.find(world.state.paymentMethods, "PaymentMethod", id);
      if (method.customer === null) {
        throw refused(
          "payment_method_unexpected_state",
          "You must save this PaymentMethod to a customer before you can update it.",
        );
      }
      if (params.allow_redisplay !== undefined) method.allow_redisplay = params.allow_redisplay;
      const { address: newAddress, tax_id: _taxId, ...contact } = params.billing_details ?? {};
      Object.assign(method.billing_details, contact);
      if (newAddress !== undefined) {
        const none = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
        method.billing_details.address = { ...none, ...method.billing_details.address, ...newAddress };
      }
      if (params.card?.exp_month !== undefined) method.card.exp_month = params.card.exp_month;
      if (params.card?.exp_year !== undefined) method.card.exp_year = params.card.exp_year;
      method.metadata = changeMetadata(method.metadata, params.metadata);
      world.emit("payment_method.updated", method);
      return method;
    },
  }),
  operation({
    method: "POST",
    path: "/payment_methods/:id/attach",
    shape: { customer: word() },
    notSimulated: ["customer_account"],
    returns: "payment_method",
    run(world, params, { id = "" }) {
      if (params.customer === undefined) throw missingParameter("customer");
      const customer = world.customer(params.customer);
      const method = resolvePaymentMethod(world, id, "id");
      if (method.customer !== null && method.customer !== customer.id) {
        throw invalidParameter("customer", "The payment method you provided has already been attached to a customer.");
      }
      checkOwner(world, method, customer.id);
      const card = testCardBehind(world, method);
      if (!card.attachable && card.refusal !== null) {
        const { code, declineCode, message } = card.refusal;
        throw new ApiError(402, {
          type: "card_error",
          code,
          message,
          ...(declineCode ? { decline_code: declineCode } : {}),
        });
      }
      attach(world, method, customer.id);
      return method;
    },
  }),
  operation({
    method: "POST",
    path: "/payment_methods/:id/detach",
    shape: {},
    returns: "payment_method",
    run(world, _params, { id = "" }) {
      const method = world.find(world.state.paymentMethods, "PaymentMethod", id);
      if (method.customer === null) {
        throw refused(
          "payment_method_unexpected_state",
          "The payment method you provided is not attached to a customer so detachment is impossible.",
        );
      }
      const owner = world.state.customers[method.customer];
      if (owner !== undefined && owner.deleted !== true && owner.invoice_settings.default_payment_method === id) {
        owner.invoice_settings.default_payment_method = null;
      }
      const customer = method.customer;
      method.customer = null;
      const secret = world.state.cardSecrets[id];
      if (secret !== undefined) secret.used = true;
      world.emit("payment_method.detached", method, { customer });
      return method;
    },
  }),
];
