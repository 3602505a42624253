import {
  type CompensateFn,
  createHook,
  type InvokeFn,
  StepResponse,
  transform,
  type WorkflowData,
  when,
} from "@medusajs/framework/workflows-sdk";
import { TimeoutStrategy, timeout } from "cockatiel";
import { reasonOf } from "../../errors/reason-of";
import { type LogFields, logOf } from "../../telemetry/log";

/** Shorter than any lease under which a handler is called. */
const HANDLER_LIMIT_MS = 50_000;

/** How a host gives a hook its handler: `workflow.hooks.name(handler)`. Medusa takes one. */
export type RegisterHandler<Input> = <Compensation>(
  handle: InvokeFn<Input, unknown, Compensation>,
  compensate?: CompensateFn<Compensation>,
) => void;

/** What became of a hook after the deed, beside what the deed itself came to. */
export type HookReport = {
  /** What the host's handler threw, in words; null when it went well or there was nothing to tell. */
  readonly hookFailure: string | null;
};

/**
 * A hook that tells what was done, in the composition of a workflow: it runs when `isTold` says so.
 *
 * @returns the hook, and the workflow's answer: the deed's outcome with what became of the hook
 */
export function hookAfter<Name extends string, Outcome extends object, Told extends Outcome>(
  name: Name,
  outcome: WorkflowData<Outcome>,
  isTold: (outcome: Outcome) => outcome is Told,
) {
  const { hooks: hook, result: report } = when(`${name}-is-due`, { outcome }, (data) =>
    isTold(data.outcome as Outcome),
  ).then(() => {
    const told = createHook<Name, Told, unknown>(name, outcome as unknown as Told);
    return { hooks: told, result: told.getResult() };
  });
  const answer = transform({ outcome, report }, (data): Outcome & HookReport => ({
    ...(data.outcome as Outcome),
    hookFailure: failureIn(data.report),
  }));
  return { hook, answer };
}

/**
 * Makes handlers of a hook after the deed harmless: what they throw is logged and told in the workflow's answer, and the
 * deed stands. Otherwise Medusa would report a failed workflow, and whoever runs it again would do the deed twice. A
 * compensation that is given with the handler is not used, because nothing is undone.
 *
 * @param about ids for the log line
 * @param limitMs a handler that takes longer counts as failed, and nobody waits for it any more: one that hangs would keep
 * a duty from its work
 */
export function afterDeed<Input>(
  name: string,
  register: RegisterHandler<Input>,
  about: (input: Input) => LogFields,
  limitMs = HANDLER_LIMIT_MS,
): RegisterHandler<Input> {
  const limit = timeout(limitMs, TimeoutStrategy.Aggressive);
  return (handle) =>
    register<undefined>(async (input, context) => {
      try {
        await limit.execute(async () => handle(input, context));
        return new StepResponse<unknown, unknown>({ hookFailure: null });
      } catch (error) {
        const what = `The handler of the hook ${name} failed; what it was told of stands`;
        logOf(context.container).error(what, { ...about(input), error });
        return new StepResponse<unknown, unknown>({ hookFailure: reasonOf(error) });
      }
    });
}

/** What `afterDeed` made of a handler; a hook without handler says nothing. */
export function failureIn(report: unknown): string | null {
  const { hookFailure } = (report ?? {}) as Partial<HookReport>;
  return hookFailure ?? null;
}
