import type { SeatPreview } from "../../server/api/billing.server";
import { ApiError, type MedusaClient } from "../../server/medusa.server";
import { askSeatCost } from "./seat-preview.server";

const preview = { quantity: 12 } as SeatPreview;

function api(answer: SeatPreview | Error): { client: MedusaClient; asked: unknown[] } {
  const asked: unknown[] = [];
  const post = async (path: string, call: { body?: unknown }) => {
    asked.push([path, call.body]);
    if (answer instanceof Error) {
      throw answer;
    }
    return { preview: answer };
  };
  return { client: { post } as unknown as MedusaClient, asked };
}

const ask = (client: MedusaClient, query: string) => askSeatCost(client, "cspsub_1", new URLSearchParams(query));

describe("asking what seats would cost", () => {
  it("asks nothing when the page was opened without a number", async () => {
    const { client, asked } = api(preview);
    expect(await ask(client, "")).toBeNull();
    expect(asked).toEqual([]);
  });

  it("asks the API for a whole number", async () => {
    const { client, asked } = api(preview);
    expect(await ask(client, "quantity=+12+")).toEqual({ typed: "12", problem: null, preview });
    expect(asked).toEqual([["/store/csp/subscriptions/cspsub_1/seat-change/preview", { quantity: 12 }]]);
  });

  it.each(["", "1.5", "-1", "ten", "1e3", "1234567"])("answers %p itself", async (typed) => {
    const { client, asked } = api(preview);
    const answer = await ask(client, new URLSearchParams({ quantity: typed }).toString());
    expect(answer).toEqual({ typed, problem: "Enter a whole number of seats, 1 or more.", preview: null });
    expect(asked).toEqual([]);
  });

  it("shows what the API refuses beside the field", async () => {
    const refusal = new ApiError(
      400,
      "invalid_data",
      "no",
      [{ field: "quantity", message: "must be at most 300" }],
      {},
    );
    const { client } = api(refusal);
    expect(await ask(client, "quantity=301")).toEqual({
      typed: "301",
      problem: "Number of seats must be at most 300.",
      preview: null,
    });
  });

  it("leaves what is nobody's input to the page's guard", async () => {
    const missing = new ApiError(404, "not_found", "no", [], {});
    await expect(ask(api(missing).client, "quantity=3")).rejects.toBe(missing);
  });
});
