import type { MedusaContainer } from "@medusajs/framework/types";
import type { InvoiceDetail } from "../../../src/modules/billing";
import { ublFile } from "../../../src/processes/billing/einvoice";
import { sampleDocument, sampleLine } from "../../../src/processes/billing/words/testing/sample-document";
import { check } from "./checker";
import { all, readXml, textAt } from "./xml-node";

let hasCard = true;
beforeEach(() => {
  hasCard = true;
});
const containerWith = (...stored: InvoiceDetail[]) =>
  ({
    resolve: () => ({
      invoices: { detail: async (id: string) => stored.find((one) => one.id === id) ?? null },
      defaultPaymentMethod: async () => (hasCard ? {} : null),
      // A note from before it was kept of which charges something is given back: only the invoice it belongs to is known.
      lineCredits: { correctedBy: async () => [] },
    }),
  }) as unknown as MedusaContainer;
const REFERENCE = "cac:BillingReference/cac:InvoiceDocumentReference";

describe("the e-invoice of a stored document", () => {
  const credited = sampleDocument({ id: "inv_9", number: "INV-2026-000009", issuedOn: "2026-01-15" });
  const note = sampleDocument({ kind: "credit_note", creditedInvoiceId: "inv_9" }, [
    sampleLine({ quantity: -10, net: -22_000 }),
  ]);

  it("names the invoice it corrects, and the file its number", async () => {
    const file = await ublFile(containerWith(credited), note);
    expect(file.filename).toBe("CN-2026-000007.xml");
    expect(check(file.content)).toEqual([]);
    const root = readXml(file.content);
    expect(textAt(root, `${REFERENCE}/cbc:ID`)).toBe("INV-2026-000009");
    expect(textAt(root, `${REFERENCE}/cbc:IssueDate`)).toBe("2026-01-15");
  });

  it.each([
    ["that a card is charged", true, null, ["48"]],
    ["nothing where there is no card", false, null, []],
    ["nothing of an amount too small for a card", true, "too_small", []],
    ["nothing while a person looks at it", true, "person", []],
  ] as const)("says of its payment %s", async (_what, card, chargeHold, means) => {
    hasCard = card;
    const { content } = await ublFile(containerWith(), sampleDocument({ chargeHold }));
    expect(check(content)).toEqual([]);
    expect(all(readXml(content), "cac:PaymentMeans/cbc:PaymentMeansCode").map(({ text }) => text)).toEqual(means);
  });

  it("names none where it belongs to none", async () => {
    const file = await ublFile(containerWith(credited), { ...note, creditedInvoiceId: null });
    expect(check(file.content)).toEqual([]);
    expect(all(readXml(file.content), REFERENCE)).toEqual([]);
  });
});
