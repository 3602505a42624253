import { isAddressRefused, standingWords } from "./standing";
import { TASK_KINDS, TASK_STATES, type TaskKind } from "./types";

const standing = (kind: TaskKind, lastError: string | null) => ({ kind, state: "needs_attention", lastError }) as const;

/** Why a step comes to stand: what the workers write beside it. */
const REASONS = {
  nothing: null,
  answered: "800003: the order cannot be placed",
  silent: "gave up after 30 failures: http_503: no answer",
  slow: "pending for more than two days: The vendor is still working on 1 of 1 lines",
  holdGone: "hold_gone: the payment was released before the vendor was asked, but after an order was asked for there",
  canceled: "order_canceled: The order was cancelled in Medusa",
  address: "address_refused: 3000: postalCode",
  unproven: "tenant_unproven: larch.example was never proven to be company cspcom_1's",
  noConsent: "no_consent: Company cspcom_1 has not accepted the vendor's agreement",
  different: "not_as_ordered: Subscription 7 is not what was ordered: 4 seats instead of 3",
  wantsTenant: "wants_tenant: ordered for larch.example, and the company names pine.example now",
  outOfBounds: "out_of_bounds: the first charge goes beyond the contract",
} as const;
type Reason = keyof typeof REASONS;

const EVERYTHING = TASK_KINDS.flatMap((kind) =>
  TASK_STATES.flatMap((state) =>
    [false, true].flatMap((refused) =>
      (Object.keys(REASONS) as Reason[]).map((reason) => ({ kind, state, refused, reason })),
    ),
  ),
);
const STANDING = EVERYTHING.filter(({ state }) => state === "needs_attention");
const wordsOf = ({ kind, state, refused, reason }: (typeof EVERYTHING)[number]) =>
  standingWords({ kind, state, lastError: REASONS[reason] }, { refused });
/** Rows of which a sentence is said, as `kind reason refused`. */
const saying = (pattern: RegExp) =>
  STANDING.filter((row) => pattern.test(wordsOf(row) ?? "")).map(
    ({ kind, reason, refused }) => `${kind} ${reason} ${refused}`,
  );
const where = (holds: (row: (typeof STANDING)[number]) => boolean) =>
  STANDING.filter(holds).map(({ kind, reason, refused }) => `${kind} ${reason} ${refused}`);

const isAddress = ({ kind, reason }: (typeof STANDING)[number]) => kind === "ensure_tenant" && reason === "address";

const isTenant = ({ kind, reason }: (typeof STANDING)[number]) => reason === "wantsTenant" && kind !== "settle_order";
/** What the customer can do himself, and nothing but that helps. */
const isHis = (row: (typeof STANDING)[number]) => !row.refused && (isAddress(row) || isTenant(row));

describe("what a customer reads of a step that stands", () => {
  it.each(EVERYTHING.filter(({ state }) => state !== "needs_attention"))(
    "is nothing while $kind is $state ($reason, refused: $refused)",
    (row) => expect(wordsOf(row)).toBeNull(),
  );

  it.each(STANDING)("is complete and promises nothing: $kind, $reason, refused: $refused", (row) => {
    const words = wordsOf(row) ?? "";
    expect(words).toMatch(isHis(row) ? /goes on by itself/ : /a person of ours has to look at it/);
    expect(/Choose it again and prove it/.test(words)).toBe(isTenant(row) && !row.refused);
    expect(words).not.toMatch(/\b(told|informed)\b|contact you|800003|_|undefined|null/i);
  });

  it("says that the licences are there where they are: when only the settlement is open, of an order nobody refused", () => {
    expect(saying(/licences are there/)).toEqual(where(({ kind, refused }) => kind === "settle_order" && !refused));
  });

  it("says that the order is over, and its money not free yet, after every refusal and nowhere else", () => {
    expect(saying(/order is over/)).toEqual(where(({ refused }) => refused));
    expect(saying(/not free on your card yet|is not released/)).toEqual(where(({ refused }) => refused));
  });

  it("says that the hold is gone where it is, and that the sum is at most reserved where it is not known to be", () => {
    const isUnsettled = ({ kind, refused }: (typeof STANDING)[number]) => kind !== "settle_order" && !refused;
    expect(saying(/free again/)).toEqual(where((row) => isUnsettled(row) && row.reason === "holdGone"));
    expect(saying(/at most reserved/)).toEqual(
      where((row) => isUnsettled(row) && row.reason !== "holdGone" && row.reason !== "canceled"),
    );
  });

  it("speaks of many tries where there were many, and of a slow vendor where it is slow", () => {
    expect(saying(/many times/)).toEqual(
      where(({ kind, refused, reason }) => reason === "silent" && !refused && kind !== "settle_order"),
    );
    expect(saying(/unusually long/)).toEqual(
      where(({ kind, refused, reason }) => kind === "await_vendor" && reason === "slow" && !refused),
    );
  });

  it("lays nothing on Microsoft where it was not even asked", () => {
    const notAsked = STANDING.filter(
      ({ kind, reason, refused }) =>
        ["ensure_tenant", "attest_agreement"].includes(kind) && ["unproven", "noConsent"].includes(reason) && !refused,
    );
    expect(notAsked).not.toEqual([]);
    for (const row of notAsked) {
      expect(wordsOf(row)).toMatch(/something about your organisation has to be cleared up first/);
    }
  });

  it("tells a cancelled order from one that goes on", () => {
    expect(saying(/was cancelled/)).toEqual(where(({ reason, refused }) => reason === "canceled" && !refused));
  });

  it("tells of a delivery that is not what was ordered", () => {
    const row = { kind: "await_vendor", state: "needs_attention", refused: false, reason: "different" } as const;
    expect(wordsOf(row)).toMatch(/not what you ordered/);
  });

  it("asks for another address where that helps, and nowhere else", () => {
    const refused = standing("ensure_tenant", REASONS.address);
    expect(isAddressRefused(refused)).toBe(true);
    expect(isAddressRefused({ ...refused, kind: "place_order" })).toBe(false);
    expect(isAddressRefused({ ...refused, state: "waiting" })).toBe(false);
    expect(isAddressRefused(standing("ensure_tenant", "3000: address_refused"))).toBe(false);
    expect(isAddressRefused(standing("ensure_tenant", null))).toBe(false);
    expect(saying(/correct it below/)).toEqual(where((row) => isAddress(row) && !row.refused));
  });
});
