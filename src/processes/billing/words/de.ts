import type { DocumentWords } from "./document-words";

/**
 * German. A document that reduces an invoice is called "Rechnungskorrektur": "Gutschrift" means self-billing in the
 * German VAT act (§ 14 (2) UStG), and using the word for anything else invites questions.
 */
export const de: DocumentWords = {
  title: { activation: "Rechnung", recurring: "Rechnung", credit_note: "Rechnungskorrektur" },
  draft: "Entwurf",
  from: "Von",
  billTo: "Rechnung an",
  vatId: "USt-IdNr.",
  taxId: "Steuernummer",

  issuedOn: "Ausstellungsdatum",
  dueOn: "Fällig am",
  servicePeriod: "Leistungszeitraum",
  paymentTerms: "Zahlungsbedingungen",
  termsInDays: (days) => `${days} ${days === 1 ? "Tag" : "Tage"} netto`,
  dueAtOnce: "Sofort fällig",
  amountDue: "Zu zahlen",
  totalCredit: "Korrekturbetrag",
  order: "Bestellung",
  purchaseOrder: "Ihre Bestellnummer",
  creditedInvoice: "Korrigiert Rechnung",
  reason: "Grund",

  description: "Beschreibung",
  quantity: "Menge",
  unitPrice: "Einzelpreis",
  net: "Netto",
  seats: (count, figure) => `${figure} ${Math.abs(count) === 1 ? "Lizenz" : "Lizenzen"}`,
  partOfPeriod: (seats, price, numerator, denominator) => `${seats} x ${price} x ${numerator}/${denominator} Tage`,
  wholePeriod: (seats, price, period) => `${seats} x ${price}, ${period}`,
  perSeat: (price, rounding) => (rounding === null ? `${price} je Lizenz` : `${price} je Lizenz, ${rounding}`),
  rounded: {
    down: "abgerundet",
    up: "aufgerundet",
    half_up: "kaufmännisch gerundet",
    half_down: "gerundet",
    half_even: "gerundet",
  },
  difference: "Unterschied zum bereits berechneten Betrag",
  discount: (name) => `Rabatt: ${name}`,

  taxName: "Steuerart",
  rate: "Satz",
  base: "Nettobetrag",
  vat: "Umsatzsteuer",
  tax: "Steuer",
  taxAmount: "Steuerbetrag",
  taxNote: {
    reverse_charge:
      "Steuerschuldnerschaft des Leistungsempfängers (Artikel 44 und 196 der Richtlinie 2006/112/EG, Reverse Charge).",
    export: "Leistung an einen Kunden außerhalb der EU: hier nicht steuerbar (Artikel 44 der Richtlinie 2006/112/EG).",
    outside_vat_area:
      "Leistung an einen Kunden außerhalb des Mehrwertsteuergebiets der EU: hier nicht steuerbar (Artikel 6, 7 und 44 der Richtlinie 2006/112/EG).",
    exempt: "Von der Umsatzsteuer befreit.",
    outside_scope: "Nicht steuerbar.",
  },

  subtotal: "Zwischensumme",
  discounts: "Rabatte",
  total: "Gesamtbetrag",
  creditApplied: "Aus Ihrem Guthaben",
  alreadyCredited: "Bereits korrigiert",
  alreadyPaid: "Bereits gezahlt",

  payment: {
    due: (amount, day) => `${amount} fällig am ${day}`,
    byCard: "Der Betrag wird von Ihrer hinterlegten Karte abgebucht. Sie müssen nichts tun.",
    byInvoice: "Bitte zahlen Sie den Betrag bis zum Fälligkeitstag unter Angabe der Rechnungsnummer.",
    orSaveCard: "Oder hinterlegen Sie in Ihrem Konto eine Karte; der Betrag wird dann abgebucht.",
    tooSmall:
      "Der Betrag ist zu klein für eine Kartenzahlung und wird mit Ihrer nächsten Rechnung eingezogen. Sie müssen nichts tun.",
    byTransfer: (account, reference) => `Per Überweisung an ${account}, Verwendungszweck ${reference}.`,
    paid: (day) => `Bezahlt am ${day}`,
    chargedTo: (amount, card) => `${amount} wurden von ${card} abgebucht. Sie müssen nichts tun.`,
    received: (amount) => `${amount} sind eingegangen. Sie müssen nichts tun.`,
    fromBalance: (amount) => `${amount} wurden mit Ihrem Guthaben verrechnet. Sie müssen nichts tun.`,
    nothingDue: "Nichts zu zahlen",
    nothingOwed: "Für diese Rechnung war nichts zu zahlen.",
    failed: (amount) => `Die Zahlung von ${amount} ist fehlgeschlagen`,
    tryAgain: "Bitte zahlen Sie mit einer anderen Karte oder fragen Sie Ihre Bank.",
    void: "Storniert",
    voidBecause: "Diese Rechnung wurde storniert. Es ist nichts zu zahlen.",
    isDraft: "Dies ist ein Entwurf",
    draftBecause: "Er hat keine Nummer, und bis zur Ausstellung ist nichts zu zahlen.",
    link: "Diese Rechnung online bezahlen",
    credit: (amount) => `${amount} zu Ihren Gunsten`,
    creditToInvoice: (invoice) =>
      `Der Betrag mindert den offenen Teil der Rechnung ${invoice}. Was darüber hinausgeht, kommt auf Ihr Guthaben, mit dem Ihre nächsten Rechnungen bezahlt werden.`,
    creditToBalance: "Der Betrag kommt auf Ihr Guthaben, mit dem Ihre nächsten Rechnungen bezahlt werden.",
  },

  questions: (contact) => `Fragen? ${contact}`,
  page: (page, of) => `Seite ${page} von ${of}`,
};
