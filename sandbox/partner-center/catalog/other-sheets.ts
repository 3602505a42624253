import { SHEET_HEADER } from "./builtin-sheet";

interface Offer {
  title: string;
  productId: string;
  publisher: string;
  description: string;
  /** Term, billing plan and the price of the term. */
  plans: readonly (readonly [term: string, plan: string, price: string])[];
}

const MICROSOFT = "Microsoft Corporation";

const software: readonly Offer[] = [
  {
    title: "Windows Server Standard - 16 Core License Pack",
    productId: "DG7GMGF0HP01",
    publisher: MICROSOFT,
    description: "A licence of the server for good.",
    plans: [["", "OneTime", "980.00"]],
  },
  {
    title: "Windows Server CAL - Subscription",
    productId: "DG7GMGF0HP02",
    publisher: MICROSOFT,
    description: "Access to the server for one user and a term.",
    plans: [
      ["P1Y", "Annual", "18.00"],
      ["P3Y", "Triennial", "48.00"],
    ],
  },
];

const marketplace: readonly Offer[] = [
  {
    title: "Birch Forms for Teams",
    productId: "DZH318Z0HP03",
    publisher: "Birch Lane Software Ltd",
    description: "Forms and approvals, by a publisher who does not exist.",
    plans: [
      ["P1M", "Monthly", "6.00"],
      ["P1Y", "Annual", "60.00"],
    ],
  },
];

function sheetOf(offers: readonly Offer[]): string {
  const rows = offers.flatMap(({ title, productId, publisher, description, plans }) =>
    plans.map(([term, plan, price]) =>
      [
        ...[title, productId, "0001", title, publisher, `"${description}"`, "", term, plan, "US", "USD", price, "", ""],
        ...["1/1/2020 12:00:00 AM", "11/30/9999 11:59:59 PM", "License", price, "Commercial"],
      ].join(","),
    ),
  );
  return `${[SHEET_HEADER, ...rows].join("\n")}\n`;
}

/** The sheets of software and of the marketplace: a few invented offers and prices, the same in every month. */
export const SOFTWARE_SHEET = sheetOf(software);
export const MARKETPLACE_SHEET = sheetOf(marketplace);
