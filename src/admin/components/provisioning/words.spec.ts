import { ageInWords, stateLook } from "./words";

const at = (minute: string) => `2026-03-15T10:${minute}:00.000Z`;

describe("a provisioning task in words", () => {
  it("is not simply done when the money was released instead of taken", () => {
    expect(stateLook({ state: "done", settlement: "nothing_live" }).word).toBe("Money released");
    expect(stateLook({ state: "done", settlement: "invoiced" }).word).toBe("Done");
    expect(stateLook({ state: "refused", settlement: null }).word).toBe("Refused");
  });

  it("has an age while it is open, and took its time once it is finished", () => {
    expect(ageInWords({ created_at: at("00"), finished_at: null }, at("07"))).toBe("7 min");
    expect(ageInWords({ created_at: at("00"), finished_at: at("03") }, at("07"))).toBe("took 3 min");
  });
});
