import { allRefused } from "./port";

const line = (orderLineId: string, code: string, detail: string) => ({ orderLineId, code, reason: "No.", detail });
const RISK = "The order failed the risk check.";

describe("an order of which every line is refused", () => {
  it("tells its code apart, and what was said once, without our ids", () => {
    const refusal = allRefused([line("ordli_1", "800069", RISK), line("ordli_2", "800069", RISK)]);
    expect(refusal).toEqual({ kind: "refused", code: "800069", reason: "No.", detail: RISK });
  });

  it("tells the other codes with what was said to them", () => {
    const refusal = allRefused([line("ordli_1", "800069", RISK), line("ordli_2", "10015", "Too many seats.")]);
    expect(refusal).toMatchObject({ code: "800069", detail: `${RISK}; 10015: Too many seats.` });
  });
});
