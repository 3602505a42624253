export { createVies } from "./client";
export type { VatDirectory, VatIdAnswer } from "./port";
