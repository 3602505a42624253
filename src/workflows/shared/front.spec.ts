import { asValue } from "@medusajs/framework/awilix";
import { createMedusaContainer, MedusaError } from "@medusajs/framework/utils";
import { createHook, createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk";
import { InputError } from "../../errors/input-error";
import { Front } from "./front";
import { afterDeed, hookAfter } from "./hooks";

type Input = { readonly seats: number };
type Outcome = { readonly sold: number; readonly on: string };
type Result = { readonly sold: number; readonly on: Date; readonly again: () => number };

const deed = jest.fn();
const before = jest.fn();
const after = jest.fn();
const log = jest.fn();
const container = createMedusaContainer();
container.register({ logger: asValue({ error: log }) });

const front = new Front({
  perform: async (_container, input: Input): Promise<Result> => deed(input),
  output: ({ sold, on }: Result): Outcome => ({ sold, on: on.toISOString() }),
});
const sellStep = front.step("sell");
const sellWorkflow = createWorkflow("sell", (input: WorkflowData<Input>) => {
  const validate = createHook<"validate", { readonly input: Input }, unknown>("validate", { input });
  const outcome = sellStep(input);
  const { hook: soldHook, answer } = hookAfter("sold", outcome, isSale);
  return new WorkflowResponse(answer, { hooks: [validate, soldHook] });
});
const { hooks } = sellWorkflow;
hooks.validate = front.before(hooks.validate);
hooks.sold = afterDeed("sold", hooks.sold, ({ sold }) => ({ done: sold }));
hooks.validate(async ({ input }) => before(input));
hooks.sold(async (outcome) => after(outcome));

function isSale(outcome: Outcome): outcome is Outcome {
  return outcome.sold > 0;
}

const ON = new Date("2026-03-15T10:00:00Z");
const sold = (seats: number): Result => ({ sold: seats, on: ON, again: () => seats });
const ours = (perform: () => Promise<Result>) => front.run(sellWorkflow, container, { seats: 3 }, perform);

beforeEach(() => {
  jest.resetAllMocks();
  deed.mockImplementation(({ seats }: Input) => sold(seats));
});

describe("a workflow that a host runs", () => {
  it("does the deed once, tells its hooks once, and answers as JSON", async () => {
    const { result } = await sellWorkflow(container).run({ input: { seats: 3 } });
    expect(result).toEqual({ sold: 3, on: "2026-03-15T10:00:00.000Z", hookFailure: null });
    expect(before.mock.calls).toEqual([[{ seats: 3 }]]);
    expect(deed.mock.calls).toEqual([[{ seats: 3 }]]);
    expect(after.mock.calls).toEqual([[{ sold: 3, on: "2026-03-15T10:00:00.000Z" }]]);
  });

  it("does nothing when the handler before it refuses", async () => {
    before.mockRejectedValue(new MedusaError(MedusaError.Types.NOT_ALLOWED, "Not today."));
    const run = sellWorkflow(container).run({ input: { seats: 3 } });
    await expect(run).rejects.toMatchObject({ type: "not_allowed", message: "Not today." });
    expect([deed, after].map((fake) => fake.mock.calls)).toEqual([[], []]);
  });

  it("has done the deed when the handler after it throws: it is told so, and nothing is done again", async () => {
    after.mockRejectedValue(new Error("The ERP is away."));
    const { result } = await sellWorkflow(container).run({ input: { seats: 3 } });
    expect(result).toMatchObject({ sold: 3, hookFailure: "The ERP is away." });
    expect([deed, after].map((fake) => fake.mock.calls.length)).toEqual([1, 1]);
    expect(log.mock.calls).toEqual([
      [expect.stringMatching(/^The handler of the hook sold failed.* done=3 error=.*ERP/)],
    ]);
  });

  it("tells no hook of what did not happen", async () => {
    const { result } = await sellWorkflow(container).run({ input: { seats: 0 } });
    expect(result).toMatchObject({ sold: 0, hookFailure: null });
    expect(after).not.toHaveBeenCalled();
  });
});

describe("the same workflow that we run ourselves", () => {
  it("calls the process with what we have in hand and gives back what it returned, with the hooks told", async () => {
    const result = sold(2);
    expect(await ours(async () => result)).toBe(result);
    expect(deed).not.toHaveBeenCalled();
    expect([before, after].map((fake) => fake.mock.calls)).toEqual([
      [[{ seats: 3 }]],
      [[{ sold: 2, on: "2026-03-15T10:00:00.000Z" }]],
    ]);
  });

  it("throws what the process threw, and what a handler before it threw, as it was thrown", async () => {
    const wrong = InputError.of("seats", "must be fewer");
    await expect(
      ours(async () => {
        throw wrong;
      }),
    ).rejects.toBe(wrong);
    const refusal = new MedusaError(MedusaError.Types.NOT_ALLOWED, "Not today.");
    before.mockRejectedValue(refusal);
    const perform = jest.fn();
    await expect(ours(perform)).rejects.toBe(refusal);
    expect([perform, after].map((fake) => fake.mock.calls)).toEqual([[], []]);
  });

  it("returns what was done although the handler after it threw", async () => {
    after.mockRejectedValue(new Error("The ERP is away."));
    const result = sold(2);
    expect(await ours(async () => result)).toBe(result);
    expect(log).toHaveBeenCalledTimes(1);
  });

  it("keeps runs at the same time apart", async () => {
    const results = await Promise.all([1, 2, 3].map((seats) => ours(async () => sold(seats))));
    expect(results.map((result) => result.sold)).toEqual([1, 2, 3]);
  });
});

it("waits no longer than its limit for a handler that does not end", async () => {
  const register = jest.fn();
  afterDeed("sold", register, () => ({}), 20)(() => new Promise<void>(() => undefined));
  const [[handle]] = register.mock.calls;
  expect(await handle({}, { container })).toMatchObject({
    output: { hookFailure: expect.stringMatching(/timed out/) },
  });
});
