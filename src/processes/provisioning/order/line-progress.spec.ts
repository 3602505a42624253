import { type ProvisioningTask, TASK_KINDS, type TaskKind } from "../../../modules/provisioning";
import { lineProgress } from "./line-progress";

const AT = new Date("2026-03-15T10:00:00Z");
const LINE = {
  planId: "plan",
  title: "Business Premium",
  skuTitle: "Business Premium",
  productId: "prod",
  variantId: "variant",
  vendorProductId: "CFQ7TTC0LCHC",
  vendorSkuId: "0002",
  segment: "commercial",
  quantity: 3,
  terms: { term: "P1Y", billingPlan: "monthly", currency: "USD", unitTermPrice: 27_720, priceVersion: "price" },
};
const payload = {
  orderId: "order",
  displayId: "7",
  companyId: "company",
  email: "",
  vendor: "partner-center",
  market: "US",
  currency: "USD",
  authorisedAmount: 100,
  placedAt: AT.toISOString(),
  refusal: null,
  lines: [
    { ...LINE, orderLineId: "one" },
    { ...LINE, orderLineId: "two" },
  ],
};

/** The order's tasks; those that are not named have not begun. */
function tasksOf(changed: Partial<Record<TaskKind, Partial<ProvisioningTask>>>): ProvisioningTask[] {
  return TASK_KINDS.map((kind, index) => ({
    id: kind,
    referenceId: "order",
    kind,
    groupId: "order",
    position: index + 1,
    state: "ready",
    attempts: 0,
    failures: 0,
    nextAt: AT,
    requestId: kind,
    lastError: null,
    payload,
    result: null,
    sightings: null,
    decisions: null,
    createdAt: AT,
    startedAt: null,
    standingSince: null,
    setUpFault: null,
    setUpSince: null,
    absent: null,
    absentSince: null,
    finishedAt: null,
    ...changed[kind],
  }));
}
const begun = {
  ensure_tenant: { state: "done", result: { vendorTenantId: "tenant" } },
  attest_agreement: { state: "done", result: { alreadyAttested: false } },
} as const;
const told = (...given: Parameters<typeof lineProgress>) =>
  lineProgress(...given).map(({ line, ...rest }) => [line.orderLineId, rest]);

describe("how far the lines of an order are", () => {
  it("is nothing before the order has its tasks", () => {
    expect(lineProgress([], [])).toEqual([]);
  });

  it("is the step that is being done, with what went wrong last", () => {
    const step = { step: "place_order", subscriptionId: null };
    const waiting = { ...begun, place_order: { state: "waiting", lastError: "no answer" } } as const;
    expect(told(tasksOf(begun), [])[0]).toEqual(["one", { ...step, state: "under_way", problem: null }]);
    expect(told(tasksOf(waiting), [])[1]).toEqual(["two", { ...step, state: "under_way", problem: "no answer" }]);
    const standing = { ...begun, place_order: { state: "needs_attention", lastError: "900421: no consent" } } as const;
    expect(told(tasksOf(standing), [])[0]?.[1]).toMatchObject({
      state: "needs_attention",
      problem: "900421: no consent",
    });
  });

  it("is told line by line: one is live, the other was refused", () => {
    const refused = [{ orderLineId: "two", code: "800069", reason: "Microsoft does not sell it here.", detail: "x" }];
    const tasks = tasksOf({
      ...begun,
      place_order: { state: "done", result: { orders: [], refused } },
      await_vendor: { state: "waiting" },
    });
    expect(told(tasks, [{ id: "sub", orderLineId: "one" }])).toEqual([
      ["one", { state: "live", step: null, problem: null, subscriptionId: "sub" }],
      [
        "two",
        { state: "refused", step: null, problem: "Microsoft does not sell it here. (800069: x)", subscriptionId: null },
      ],
    ]);
  });

  it("is refused for every line of an order that was refused as a whole", () => {
    const result = { code: "800060", reason: "Microsoft did not approve the order." };
    const tasks = tasksOf({ ...begun, place_order: { state: "refused", result, lastError: "800060" } });
    const progress = lineProgress(tasks, []);
    expect(progress.map(({ state, problem }) => [state, problem])).toEqual([
      ["refused", `${result.reason} (800060)`],
      ["refused", `${result.reason} (800060)`],
    ]);
  });
});
