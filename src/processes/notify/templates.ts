import { dayInWords } from "../../domain/calendar";
import type { RefusedBy } from "../../domain/states";
import { type MailPart, mailPage, type RenderedMail } from "./page";

/** What waits for the seller's people: how much of it, and the first of it by name. */
export type AttentionData = {
  sellerName: string;
  count: number;
  items: { words: string; money: string | null }[];
  pageUrl: string;
};

/** What became of money that was held or taken for an order and is not charged; what is not named is nothing. */
export type UnchargedMoney = {
  moneyReleased?: string;
  /** Had been taken of the card, and went back to it. */
  moneyGivenBack?: string;
  /** Had been taken of the card, and is credit. */
  moneyCredited?: string;
  /** Had been taken of the card, which did not get it back. */
  moneyOwed?: string;
};

/** What a change of a subscription is, in words that go on after "you wanted". */
export type ChangeData = {
  companyName: string;
  change: string;
  /** Why the seller asked for it on the company's behalf; null: the company did itself. */
  askedByUs: string | null;
  subscriptionsUrl: string;
};

/** The end of a term that is to come. */
export type RenewalReminderData = {
  companyName: string;
  title: string;
  /** In how many days the next term would begin. */
  daysLeft: number;
  /** What happens, with the day and the seats, as a sentence. */
  plan: string;
  /** Who has chosen it, and whether it is on the vendor's record, as sentences. */
  standing: string[];
  /** What it costs, as sentences. */
  cost: string[];
  /** Until when something else can be chosen, with its zone. */
  changeUntil: string;
  isConfirmed: boolean;
  renewalsUrl: string;
};

/** Every mail the product sends, with the data each needs. Amounts arrive as text that is ready to read. */
export type MailTemplate =
  | {
      template: "order_received";
      data: {
        companyName: string;
        orderDisplayId: string;
        lines: { title: string; quantity: number }[];
        orderUrl: string;
      };
    }
  | {
      template: "licences_live";
      data: {
        companyName: string;
        subscriptions: { title: string; quantity: number; domain: string }[];
        /** The tenant was made for this order: without its first sign-in nothing can be assigned. */
        isTenantNew: boolean;
        shopUrl: string;
      };
    }
  | {
      template: "order_refused";
      data: {
        companyName: string;
        orderDisplayId: string;
        reason: string;
        /** Whose doing it is; null where nobody noted it. */
        by: RefusedBy | null;
        /** False: only some of its lines were refused. */
        whole: boolean;
      } & UnchargedMoney;
    }
  | {
      template: "order_canceled";
      data: { companyName: string; orderDisplayId: string } & UnchargedMoney;
    }
  | {
      template: "invoice_issued";
      data: {
        companyName: string;
        invoiceNumber: string;
        total: string;
        /** How it is paid, as a sentence. */
        payment: string;
        shopUrl: string;
      };
    }
  | {
      template: "credit_note_issued";
      data: {
        companyName: string;
        number: string;
        total: string;
        reason: string | null;
        shopUrl: string;
      };
    }
  | {
      template: "card_declined";
      data: { companyName: string; invoiceNumber: string; total: string; reason: string; shopUrl: string };
    }
  | { template: "new_password"; data: { email: string; link: string } }
  | { template: "confirm_address"; data: { email: string; link: string; notMeLink: string } }
  | { template: "sign_up_tried"; data: { email: string; signInUrl: string; newPasswordUrl: string } }
  | {
      template: "tenant_code";
      data: {
        companyName: string;
        domain: string;
        code: string;
        /** The address of the person who asks. */
        askedBy: string;
      };
    }
  | {
      template: "order_waits";
      data: {
        companyName: string;
        orderDisplayId: string;
        /** True: it was refused, and only its money is open. */
        isOver: boolean;
        words: string;
        supportEmail: string;
        /** Where the customer can do what the order waits for: correct an address, choose the tenant again. */
        orderUrl: string;
      };
    }
  | { template: "attention_news" | "attention_digest"; data: AttentionData }
  | {
      template: "change_confirmed";
      data: ChangeData & {
        /** The day from which it counts (YYYY-MM-DD); null for a choice for the end of the term. */
        countsFrom: string | null;
      };
    }
  | {
      template: "change_refused";
      data: ChangeData & { reason: string; by: RefusedBy };
    }
  | { template: "change_awaits_you"; data: ChangeData }
  | { template: "renewal_reminder"; data: RenewalReminderData }
  | {
      template: "renewal_done" | "service_extended";
      data: { companyName: string; title: string; quantity: number; termEndsOn: string };
    };

/** Writes one mail. Pure; the same data gives the same mail. */
export function renderMail(mail: MailTemplate): RenderedMail {
  switch (mail.template) {
    case "order_received":
      return mailPage(`We have your order ${mail.data.orderDisplayId}`, mail.data.companyName, [
        "Thank you. Your card is authorised and we are ordering your licences at Microsoft now:",
        ...mail.data.lines.map((line) => `${line.quantity} × ${line.title}`),
        "Nothing is charged before Microsoft has confirmed. You get another mail as soon as the licences are live.",
        { label: "Follow your order", url: mail.data.orderUrl },
      ]);
    case "licences_live":
      return mailPage("Your licences are live", mail.data.companyName, [
        ...mail.data.subscriptions.map((one) => `${one.quantity} × ${one.title} in ${one.domain}`),
        "You can assign them to people in the Microsoft 365 admin centre.",
        ...(mail.data.isTenantNew
          ? [
              "Your new tenant has a first administrator. Name and password are shown once; if you have not seen them yet:",
              { label: "See the first sign-in", url: `${mail.data.shopUrl}/account/first-sign-in` },
            ]
          : []),
        { label: "See your subscriptions", url: `${mail.data.shopUrl}/account/subscriptions` },
      ]);
    case "order_refused":
      return mailPage(refusalTitle(mail.data), mail.data.companyName, [
        REFUSAL_WORDS[mail.data.by ?? "unknown"],
        mail.data.reason,
        ...unchargedInWords(mail.data, mail.data.whole ? " for it" : " for this part"),
        "Reply to this mail and we will help you.",
      ]);
    case "order_canceled":
      return mailPage(`Your order ${mail.data.orderDisplayId} was cancelled`, mail.data.companyName, [
        "It was cancelled before anything was ordered at Microsoft, so there are no licences and nothing to pay.",
        ...unchargedInWords(mail.data, ""),
        "Reply to this mail if you did not expect this, and we will help you.",
      ]);
    case "invoice_issued":
      return mailPage(`Invoice ${mail.data.invoiceNumber}: ${mail.data.total}`, mail.data.companyName, [
        `Here is invoice ${mail.data.invoiceNumber} for ${mail.data.total}.`,
        mail.data.payment,
        { label: "Open your invoices", url: `${mail.data.shopUrl}/account/invoices` },
      ]);
    case "credit_note_issued":
      return mailPage(`Credit note ${mail.data.number}: ${mail.data.total}`, mail.data.companyName, [
        `Here is credit note ${mail.data.number} over ${mail.data.total}.`,
        ...(mail.data.reason === null ? [] : [mail.data.reason]),
        "What is not set against an open invoice stands to your credit, and your next invoices use it up first.",
        { label: "Open your invoices", url: `${mail.data.shopUrl}/account/invoices` },
      ]);
    case "card_declined":
      return mailPage(`We could not charge your card for invoice ${mail.data.invoiceNumber}`, mail.data.companyName, [
        `The payment of ${mail.data.total} did not go through. ${mail.data.reason}`,
        "Your licences keep working. Please look at the invoice and your card.",
        { label: "Open the invoice", url: `${mail.data.shopUrl}/account/invoices` },
      ]);
    case "new_password":
      return mailPage("Choose a new password", mail.data.email, [
        "Somebody asked for a new password for your account. If it was you, choose one within the next 15 minutes:",
        { label: "Choose a new password", url: mail.data.link },
        "The link works once. You will be signed out everywhere. If it was not you, there is nothing to do.",
      ]);
    case "confirm_address":
      return mailPage("Confirm your mail address", mail.data.email, [
        "Please confirm that this is your address. You can order once it is confirmed.",
        { label: "Confirm the address", url: mail.data.link },
        "The link works for 15 minutes; the page it leads to sends you another one if you need it.",
        "If you have not made an account with us, somebody else has, with your address. Remove it here:",
        { label: "This was not me", url: mail.data.notMeLink },
      ]);
    case "sign_up_tried":
      return mailPage("Somebody tried to create an account with your address", mail.data.email, [
        "Your address has an account with us already, so no other one was made. If it was you, sign in:",
        { label: "Sign in", url: mail.data.signInUrl },
        "If you do not know the password, or have never made the account, choose a new one. It signs out everybody else:",
        { label: "Choose a new password", url: mail.data.newPasswordUrl },
        "If it was not you, there is nothing to do: nobody got in.",
      ]);
    case "tenant_code":
      return mailPage(`A code for whoever may order Microsoft licences for ${mail.data.domain}`, mail.data.domain, [
        `A company that calls itself "${mail.data.companyName}" (${mail.data.askedBy}) wants to order Microsoft licences for your tenant ${mail.data.domain}. You are its contact at Microsoft.`,
        `If that is right, pass this code on to them: ${mail.data.code}`,
        "It is good for a day. If you do not know them, do nothing: without the code nothing can be ordered for your tenant.",
      ]);
    case "order_waits":
      return mailPage(waitTitle(mail.data), mail.data.companyName, [
        mail.data.words,
        `Write to ${mail.data.supportEmail} if you cannot wait.`,
        { label: "Open your order", url: mail.data.orderUrl },
      ]);
    case "attention_news":
      return mailPage(`${things(mail.data.count)}: new`, mail.data.sellerName, attentionParts(mail.data));
    case "attention_digest":
      return mailPage(`${things(mail.data.count)}: today`, mail.data.sellerName, attentionParts(mail.data));
    case "change_confirmed":
      return mailPage("Your subscription was changed", mail.data.companyName, [
        `Microsoft has confirmed ${mail.data.change}.`,
        ...(mail.data.countsFrom === null ? [] : [`It counts from ${dayInWords(mail.data.countsFrom)}.`]),
        ...forYou(mail.data),
        { label: "See your subscriptions", url: mail.data.subscriptionsUrl },
      ]);
    case "change_refused":
      return mailPage("Your subscription could not be changed", mail.data.companyName, [
        `This was asked for: ${mail.data.change}.`,
        REFUSAL_WORDS[mail.data.by],
        mail.data.reason,
        "Your licences are as they were. Nothing was charged for it, and what was held on your card is released.",
        ...forYou(mail.data),
        { label: "See your subscriptions", url: mail.data.subscriptionsUrl },
      ]);
    case "change_awaits_you":
      return mailPage("Please confirm a payment at your bank", mail.data.companyName, [
        `This was asked for: ${mail.data.change}.`,
        "Your bank wants you to confirm the payment. Nothing is ordered at Microsoft before that, and after a day it is called off.",
        ...forYou(mail.data),
        { label: "Confirm the payment", url: mail.data.subscriptionsUrl },
      ]);
    case "renewal_reminder":
      return mailPage(
        `${mail.data.title}: the term ends in ${mail.data.daysLeft === 1 ? "1 day" : `${mail.data.daysLeft} days`}`,
        mail.data.companyName,
        [
          mail.data.plan,
          ...mail.data.standing,
          ...mail.data.cost,
          `You can choose something else until ${mail.data.changeUntil}. ${
            mail.data.isConfirmed
              ? "You have confirmed it, so there is nothing to do if it is still right."
              : "If you do nothing, it happens as said above."
          }`,
          {
            label: mail.data.isConfirmed ? "See your renewals" : "Confirm, change or stop",
            url: mail.data.renewalsUrl,
          },
        ],
      );
    case "renewal_done":
      return mailPage(`${mail.data.title} was renewed`, mail.data.companyName, [
        `${mail.data.quantity} seats of ${mail.data.title} are renewed. The new term runs to ${mail.data.termEndsOn}.`,
        "You can return seats during the first seven days of the new term.",
      ]);
    case "service_extended":
      return mailPage(`${mail.data.title} goes on by the month`, mail.data.companyName, [
        `${mail.data.quantity} seats of ${mail.data.title} go on after the end of their term, by the month, for now until ${mail.data.termEndsOn}.`,
        "Microsoft has a price of its own for this, which is on your next invoice. Seats cannot be added or returned meanwhile; you can cancel on any day, or renew.",
      ]);
  }
}

const forYou = ({ askedByUs }: ChangeData): string[] =>
  askedByUs === null ? [] : [`We asked for it on your behalf: ${askedByUs}`];

/** What a refusal begins with: whose doing it is. */
const REFUSAL_WORDS: Readonly<Record<RefusedBy | "unknown", string>> = {
  bank: "Your bank did not accept the payment:",
  vendor: "Microsoft did not accept it:",
  seller: "We cannot accept it:",
  nobody: "It could not be carried out:",
  unknown: "It was not carried out:",
};

const refusalTitle = ({ orderDisplayId, whole }: { orderDisplayId: string; whole: boolean }): string =>
  whole
    ? `Your order ${orderDisplayId} could not be completed`
    : `A part of your order ${orderDisplayId} could not be completed`;

/** @param what for what: nothing, or words with a space before them */
function unchargedInWords(money: UnchargedMoney, what: string): string[] {
  const { moneyReleased, moneyGivenBack, moneyCredited, moneyOwed } = money;
  const taken = [
    ...(moneyGivenBack === undefined
      ? []
      : [`${moneyGivenBack} had been taken of your card${what}. It was given back; your card may show it days later.`]),
    ...(moneyCredited === undefined
      ? []
      : [
          `${moneyCredited} had been taken of your card${what}. It stands to your credit, and your next invoices use it up first.`,
        ]),
    ...(moneyOwed === undefined
      ? []
      : [`${moneyOwed} had been taken of your card${what}, and your card did not get it back. We will pay it to you.`]),
  ];
  if (moneyReleased === undefined) {
    return taken;
  }
  const released = `We have released ${moneyReleased} on your card.`;
  return taken.length === 0 ? [`Nothing was charged${what}. ${released}`] : [...taken, released];
}

const waitTitle = ({ orderDisplayId, isOver }: { orderDisplayId: string; isOver: boolean }): string =>
  isOver ? `The money for your order ${orderDisplayId} is not free yet` : `Your order ${orderDisplayId} waits`;

const things = (count: number): string =>
  count === 1 ? "1 thing waits for a person" : `${count} things wait for a person`;

function attentionParts({ count, items, pageUrl }: AttentionData): MailPart[] {
  const more = count - items.length;
  return [
    ...items.map(({ words, money }) => (money === null ? words : `${words} (${money})`)),
    ...(more > 0 ? [`And ${more} more.`] : []),
    { label: "Open Attention", url: pageUrl },
  ];
}
