export { nextInvoice } from "./next-invoice";
export { previewSeatChange, type SeatChangeQuestion } from "./seat-change";
