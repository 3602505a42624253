import { isRefusedInput } from "../../server/api/billing.server";
import {
  type ChangePreview,
  openChangePayment,
  previewChange,
  requestChange,
  type Wanted,
  withdrawChange,
} from "../../server/api/changes.server";
import { UNREACHABLE } from "../../server/errors.server";
import { explain, typedValues, withFieldProblems } from "../../server/forms.server";
import { ApiError, BackendUnavailableError, type MedusaClient } from "../../server/medusa.server";
import { paymentUrl } from "../checkout/review.server";
import { CANCEL_WORD, CONFIRM, PAY, type Subject, WITHDRAW } from "./fields";
import { type SeenFigures, seenFigures } from "./figures";
import { type ChangeProblem, readWanted } from "./wanted.server";

/** A change that a customer asks about: as typed, with what it would mean or with what is wrong about it. */
export type ChangeQuestion = Readonly<{
  subject: Subject;
  values: Readonly<Record<string, string>>;
  problem: ChangeProblem | null;
  preview: ChangePreview | null;
  /** What was shown before, when it is not what would be charged any more. */
  moved: SeenFigures | null;
}>;

/** What becomes of a form: the page that follows, or what is said on this one. */
export type ChangeOutcome =
  | { kind: "done" }
  | { kind: "pay"; url: string }
  | { kind: "asked"; status: number; question: ChangeQuestion }
  | { kind: "refused"; status: number; problem: ChangeProblem };

/** A field of the form is as long as this at most when it is sent back. */
const LONGEST_ECHO = 40;
const ECHOED = ["change", "quantity", "outcome", "renewal_quantity"] as const;

/** Reads the change from the page's address and asks what it would mean; null when nothing was asked. */
export async function askChange(
  api: MedusaClient,
  subscriptionId: string,
  query: URLSearchParams,
): Promise<ChangeQuestion | null> {
  const values = echo((name) => query.get(name));
  const read = readWanted(values);
  if (read === null) {
    return null;
  }
  const { subject } = read;
  const question = { subject, values, problem: null, preview: null, moved: null };
  if (!read.ok) {
    return { ...question, problem: read.problem };
  }
  try {
    return { ...question, preview: await previewChange(api, subscriptionId, read.wanted) };
  } catch (error) {
    if (isRefusedInput(error)) {
      return { ...question, problem: problemOf(error, subject) };
    }
    throw error;
  }
}

/** Carries out what a form of the subscription's page asks for. An ended session is thrown on. */
export async function submitChange(api: MedusaClient, subscriptionId: string, form: FormData): Promise<ChangeOutcome> {
  const values = typedValues(form);
  switch (values.intent) {
    case CONFIRM:
      return confirm(api, subscriptionId, values);
    case WITHDRAW: {
      const changeId = values.change_id ?? "";
      const withdrawn = await withFieldProblems({}, toPage, () => withdrawChange(api, subscriptionId, changeId));
      return withdrawn.ok ? { kind: "done" } : refusedBy(withdrawn.failure);
    }
    case PAY: {
      const changeId = values.change_id ?? "";
      const opened = await withFieldProblems({}, toPage, () => openChangePayment(api, subscriptionId, changeId));
      return opened.ok ? pay(opened.result) : refusedBy(opened.failure);
    }
    default:
      return refusedBy({ problems: [], status: 400 });
  }
}

type Values = Readonly<Record<string, string>>;

async function confirm(api: MedusaClient, subscriptionId: string, values: Values): Promise<ChangeOutcome> {
  const read = readWanted(values);
  if (read === null) {
    return refusedBy({ problems: [], status: 400 });
  }
  const { subject } = read;
  const question = { subject, values: echo((name) => values[name]), problem: null, preview: null, moved: null };
  if (!read.ok) {
    return { kind: "asked", status: 400, question: { ...question, problem: read.problem } };
  }
  const { wanted } = read;
  if (subject === "cancel" && values.typed?.toLowerCase() !== CANCEL_WORD) {
    const problem = { field: "typed", message: `Type ${CANCEL_WORD} to confirm.` };
    const preview = await previewAgain(api, subscriptionId, wanted);
    return { kind: "asked", status: 400, question: { ...question, problem, preview } };
  }
  const hash = (values.hash ?? "").slice(0, 200);
  try {
    await requestChange(api, subscriptionId, { change: wanted, hash });
    return { kind: "done" };
  } catch (error) {
    return afterRefusal(error, { hash, values, question, again: () => previewAgain(api, subscriptionId, wanted) });
  }
}

type Refused = { hash: string; values: Values; question: ChangeQuestion; again: () => Promise<ChangePreview | null> };

/** What has moved is shown beside what was seen; another refusal in the API's words, with the preview that still holds. */
async function afterRefusal(error: unknown, { hash, values, question, again }: Refused): Promise<ChangeOutcome> {
  if (error instanceof BackendUnavailableError) {
    console.error(error);
    const problem = { field: "", message: UNREACHABLE };
    return { kind: "asked", status: 503, question: { ...question, problem } };
  }
  if (!(error instanceof ApiError) || error.status === 401) {
    throw error;
  }
  const preview = await again();
  const isStale = error.status === 409 || error.problems.some(({ field }) => field === "hash");
  if (isStale && preview !== null && preview.hash !== hash) {
    return { kind: "asked", status: 409, question: { ...question, preview, moved: seenFigures(values) } };
  }
  const problem = problemOf(error, question.subject);
  const status = error.status === 429 ? 429 : error.status === 409 ? 409 : 400;
  return { kind: "asked", status, question: { ...question, preview, problem } };
}

/** The preview as it is now; null where there is none. */
async function previewAgain(api: MedusaClient, subscriptionId: string, wanted: Wanted): Promise<ChangePreview | null> {
  try {
    return await previewChange(api, subscriptionId, wanted);
  } catch (error) {
    const isSaid = error instanceof BackendUnavailableError || (error instanceof ApiError && error.status !== 401);
    if (isSaid) {
      return null;
    }
    throw error;
  }
}

/** Fields of the API as this page calls them; what is said of the subscription stands above the form. */
function problemOf(error: ApiError, subject: Subject): ChangeProblem {
  const field = error.problems[0]?.field.split(".").at(-1) ?? "";
  const message = explain(error);
  if (field === "quantity") {
    return { field: subject === "renewal" ? "renewal_quantity" : "quantity", message };
  }
  return { field: field === "outcome" ? "outcome" : "", message };
}

const toPage = () => "";

function refusedBy({
  problems,
  status = 400,
}: {
  problems: readonly ChangeProblem[];
  status?: number | undefined;
}): ChangeOutcome {
  const message = problems[0]?.message ?? "This form asks for nothing that can be done. Open the page again.";
  return { kind: "refused", status, problem: { field: "", message } };
}

function pay(address: string): ChangeOutcome {
  const url = paymentUrl(address);
  if (url === null) {
    throw new BackendUnavailableError(`The card page ${new URL(address).origin} is not among PAYMENT_ORIGINS.`);
  }
  return { kind: "pay", url };
}

function echo(value: (name: string) => string | null | undefined): Record<string, string> {
  return Object.fromEntries(
    ECHOED.flatMap((name) => {
      const text = value(name);
      return text === null || text === undefined ? [] : [[name, text.trim().slice(0, LONGEST_ECHO)]];
    }),
  );
}
