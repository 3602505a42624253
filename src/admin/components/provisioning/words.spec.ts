import { ageInWords, stateLook } from "./words";

const at = (minute: string) => `2026-03-15T10:${minute}:00.000Z`;

describe("a provisioning task in words", () => {
  it("is not simply done when the money was released instead of taken", () => {
    const word = (task: Parameters<typeof stateLook>[0]) => stateLook(task).word;
    expect(word({ state: "done", settlement: "nothing_live", canceled: false, refused_by: null })).toBe(
      "Money released",
    );
    expect(word({ state: "done", settlement: "invoiced", canceled: false, refused_by: null })).toBe("Done");
  });

  it.each([
    ["vendor", "Refused by the vendor"],
    ["seller", "Refused by us"],
    ["nobody", "Not carried out"],
    ["bank", "Refused by the bank"],
    [null, "Refused"],
  ] as const)("says whose doing a refusal is: %s", (refused_by, word) => {
    expect(stateLook({ state: "refused", settlement: null, canceled: false, refused_by }).word).toBe(word);
  });

  it("is cancelled, and not refused, where nobody asked the vendor any more", () => {
    expect(stateLook({ state: "refused", settlement: null, canceled: true, refused_by: "nobody" })).toEqual({
      word: "Cancelled",
      color: "grey",
    });
  });

  it("has an age while it is open, and took its time once it is finished", () => {
    expect(ageInWords({ created_at: at("00"), finished_at: null }, at("07"))).toBe("7 min");
    expect(ageInWords({ created_at: at("00"), finished_at: at("03") }, at("07"))).toBe("took 3 min");
  });
});
