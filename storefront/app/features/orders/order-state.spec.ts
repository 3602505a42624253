import { stepWords } from "./order-state";

type States = Parameters<typeof stepWords>[0][number]["state"][];
const wordsOf = (states: States) => stepWords(states.map((state) => ({ state })));

describe("the steps of an order in words", () => {
  it("say that the next ones are still to come while the order goes on", () => {
    expect(wordsOf(["done", "doing", "todo"])).toEqual(["done", "in progress", "not yet"]);
  });

  it("promise nothing more after one that failed", () => {
    expect(wordsOf(["done", "failed", "todo", "todo"])).toEqual([
      "done",
      "did not work",
      "will not happen",
      "will not happen",
    ]);
  });
});
