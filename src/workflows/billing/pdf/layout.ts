/** A4 in points, and the places and colours all parts of an invoice share. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 48, bottom: 770 } as const;
export const WIDTH = PAGE.right - PAGE.left;
export const FOOTER_Y = 792;

export const INK = "#16202e";
export const MUTED = "#5b6675";
export const RULE = "#dfe3e8";
export const ACCENT = "#1f4fd8";
export const SHADE = "#f4f6f9";

/** Right-aligned columns of figures in the table of lines, by their left edge and width. */
export const COLUMNS = {
  text: { x: PAGE.left, width: 268 },
  quantity: { x: 326, width: 40 },
  unitPrice: { x: 370, width: 80 },
  net: { x: 457.28, width: 90 },
} as const;

/** A cursor that flows down the page. */
export type Pen = { y: number };
