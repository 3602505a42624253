/** What is looked at when an event comes; the object is read again by its id. */
export type StripeSubject =
  | "checkout"
  | "payment"
  | "refund"
  | "dispute"
  | "fraud_warning"
  | "card"
  | "customer_gone";

/** Types that are acted on, and what each makes us look at. */
export const STRIPE_EVENTS_ACTED_ON: Readonly<Record<string, StripeSubject>> = {
  "checkout.session.completed": "checkout",
  "checkout.session.expired": "checkout",
  "checkout.session.async_payment_succeeded": "checkout",
  "checkout.session.async_payment_failed": "checkout",
  "payment_intent.succeeded": "payment",
  "payment_intent.payment_failed": "payment",
  "payment_intent.processing": "payment",
  "payment_intent.requires_action": "payment",
  "payment_intent.canceled": "payment",
  "charge.refunded": "refund",
  "charge.refund.updated": "refund",
  "refund.created": "refund",
  "refund.updated": "refund",
  "refund.failed": "refund",
  "charge.dispute.created": "dispute",
  "charge.dispute.updated": "dispute",
  "charge.dispute.closed": "dispute",
  "charge.dispute.funds_withdrawn": "dispute",
  "charge.dispute.funds_reinstated": "dispute",
  "radar.early_fraud_warning.created": "fraud_warning",
  "payment_method.automatically_updated": "card",
  "payment_method.updated": "card",
  "payment_method.detached": "card",
  "customer.deleted": "customer_gone",
};

/** Types of objects that rows of ours depend on, one by one, and why nothing needs to be done all the same. */
export const STRIPE_EVENTS_TOLD_OTHERWISE: Readonly<Record<string, string>> = {
  "payment_intent.created": "We made it, and its answer told us.",
  "payment_intent.amount_capturable_updated":
    "The hosted page's own event, and the customer's return, complete the order.",
  "payment_intent.partially_funded": "Only of bank transfers; our payments are by card.",
  "charge.succeeded": "The payment's own event tells it.",
  "charge.failed": "The payment's own event tells it.",
  "charge.captured": "The payment's own event tells it.",
  "charge.pending": "The payment's own event tells it.",
  "charge.expired": "A hold that ran out closes its payment, whose own event tells it.",
  "charge.updated": "Descriptions and metadata only; no row of ours has them.",
  "radar.early_fraud_warning.updated": "The first one opened the case; only whether it can be acted on changed.",
  "payment_method.attached": "A card becomes ours when its hosted page is finished, with the consent given there.",
  "setup_intent.canceled": "We make no SetupIntent: the first payment saves the card.",
  "setup_intent.created": "We make no SetupIntent: the first payment saves the card.",
  "setup_intent.requires_action": "We make no SetupIntent: the first payment saves the card.",
  "setup_intent.setup_failed": "We make no SetupIntent: the first payment saves the card.",
  "setup_intent.succeeded": "We make no SetupIntent: the first payment saves the card.",
  "customer.created": "We made it, and its answer told us.",
  "customer.updated":
    "We own its name and address and write them again with each checkout; the card to charge is ours to choose.",
  "mandate.updated": "A card whose mandate ended is declined at the next charge, which tells the customer.",
  "review.opened": "Radar's review holds nothing back by itself; a refund or dispute that follows has its own event.",
  "review.closed": "A refund that a review ends with has its own event.",
};

/** Areas of Stripe of which no row of ours depends on any object, by the beginning of the type. */
export const STRIPE_AREAS_UNUSED: Readonly<Record<string, string>> = {
  "account.": "The seller's account is set up at Stripe; what it may not do, its answers say.",
  "application_fee.": "Connect is not used.",
  "apps.": "Apps of Stripe's dashboard are not used.",
  "balance.": "Balances are finance's, at Stripe.",
  "balance_settings.": "Balances are finance's, at Stripe.",
  "billing.": "Stripe Billing is not used: invoices are our own.",
  "billing_portal.": "Stripe Billing is not used: invoices are our own.",
  "capability.": "Connect is not used.",
  "cash_balance.": "Bank transfers are not used.",
  "climate.": "Climate orders are not used.",
  "coupon.": "Discounts are our own.",
  "credit_note.": "Stripe Billing is not used: credit notes are our own.",
  "customer.discount.": "Discounts are our own.",
  "customer.source.": "Sources are not used: cards are payment methods.",
  "customer.subscription.": "Stripe Billing is not used: subscriptions are our own.",
  "customer.tax_id.": "Tax is our own.",
  "customer_cash_balance_transaction.": "Bank transfers are not used.",
  "entitlements.": "Stripe Billing is not used.",
  "file.": "Files are the dashboard's.",
  "financial_connections.": "Bank accounts are not used.",
  "identity.": "Stripe Identity is not used.",
  "invoice.": "Stripe Billing is not used: invoices are our own.",
  "invoice_payment.": "Stripe Billing is not used: invoices are our own.",
  "invoiceitem.": "Stripe Billing is not used: invoices are our own.",
  issuing_: "Issuing is not used.",
  "payment_link.": "Payment links are not used.",
  "payout.": "Payouts are finance's, at Stripe.",
  "person.": "Connect is not used.",
  "plan.": "Prices are our own.",
  "price.": "Prices are our own.",
  "product.": "Products are our own.",
  "promotion_code.": "Discounts are our own.",
  "quote.": "Quotes are our own.",
  "reporting.": "Reports are finance's, at Stripe.",
  "reserve.": "Reserves are finance's, at Stripe.",
  "sigma.": "Reports are finance's, at Stripe.",
  "source.": "Sources are not used: cards are payment methods.",
  "subscription_schedule.": "Stripe Billing is not used: subscriptions are our own.",
  "tax.": "Tax is our own.",
  "tax_rate.": "Tax is our own.",
  "terminal.": "Card readers are not used.",
  "test_helpers.": "Test clocks are Stripe Billing's.",
  "three_d_secure.": "Authentication happens on hosted pages; the payment's own event tells how it ended.",
  "topup.": "Balances are finance's, at Stripe.",
  "transfer.": "Connect is not used.",
  "treasury.": "Treasury is not used.",
};
