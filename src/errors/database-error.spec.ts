import { conflictInWords } from "./database-error";

const refusal = (code: string) =>
  Object.assign(
    new Error('insert into "csp_invoice" - duplicate key value violates unique constraint "csp_invoice_once"'),
    {
      code,
      constraint: "csp_invoice_once",
      table: "csp_invoice",
    },
  );

describe("a refusal of the database", () => {
  it.each(["23503", "23505", "23P01", "40001", "40P01", "55P03"])(
    "%s is told in words, without tables or keys",
    (code) => {
      const words = conflictInWords(refusal(code));
      expect(words).toMatch(/reload|try again/);
      expect(words).not.toMatch(/csp_|insert|constraint|duplicate/);
    },
  );

  it("of another kind, or no refusal at all, is no conflict", () => {
    for (const error of [refusal("22P02"), refusal("23514"), new Error("x"), null, "23505", { code: 23505 }]) {
      expect(conflictInWords(error)).toBeNull();
    }
  });
});
