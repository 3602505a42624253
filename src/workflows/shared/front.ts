import { randomUUID } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk";
import type { RegisterHandler } from "./hooks";

/** What a workflow does, and how its hooks and its caller are told of it. */
type Deed<Input, Result, Output> = {
  /** The process, called with what a host gave as the workflow's input. */
  readonly perform: (container: MedusaContainer, input: Input) => Promise<Result>;
  /** The result as JSON can carry it. */
  readonly output: (result: Result) => Output;
};

/** One of our workflows, as far as running it goes. */
type Runnable<Input> = (container: MedusaContainer) => {
  run(options: {
    input: Input;
    context: { transactionId: string };
    throwOnError: false;
  }): Promise<{ errors: readonly { readonly error: unknown }[] }>;
};

type Call<Result> = {
  readonly perform: () => Promise<Result>;
  done?: { readonly result: Result };
  failure?: { readonly error: unknown };
};

/**
 * A workflow around a process, for hosts that call it and for us.
 *
 * Medusa copies all that goes into a workflow and comes out of it as JSON: dates become texts, functions and streams are
 * lost, an error becomes a plain object without its class. A host that runs a workflow expects that. Our own routes and
 * duties run the same workflow, so that a host's hooks fire, but its step calls the process with what they have in hand,
 * and they get back what it returned or threw as it is. Their runs are known by the transaction's id.
 */
export class Front<Input extends object, Result, Output extends object> {
  private readonly calls = new Map<string, Call<Result>>();

  constructor(private readonly deed: Deed<Input, Result, Output>) {}

  /**
   * The one step of the workflow. It has no compensation: what it does is at the vendor, at the card processor or in
   * books that are corrected by further entries, never undone. It is not retried by Medusa either: the process knows how
   * to go on, and a caller that may call again is told so.
   */
  step(name: string) {
    return createStep<Input, Output, undefined>(name, async (input, { container, transactionId }) => {
      const call = this.calls.get(transactionId ?? "");
      const result = await (call ? settled(call) : this.deed.perform(container, input));
      return new StepResponse(this.deed.output(result));
    });
  }

  /** Handlers of a hook before the deed: what they throw reaches our own callers as it was thrown. */
  before<HookInput>(register: RegisterHandler<HookInput>): RegisterHandler<HookInput> {
    return (handle, compensate) =>
      register(async (input, context) => {
        try {
          return await handle(input, context);
        } catch (error) {
          const call = this.calls.get(context.transactionId ?? "");
          if (call) {
            call.failure = { error };
          }
          throw error;
        }
      }, compensate);
  }

  /**
   * Runs the workflow for a caller of ours.
   *
   * @param input what a host would have given; hooks before the deed see it
   * @param perform the call of the process, with all that JSON cannot carry
   * @returns what the process returned
   * @throws what the process or a handler before it threw
   */
  async run(
    workflow: Runnable<Input>,
    container: MedusaContainer,
    input: Input,
    perform: () => Promise<Result>,
  ): Promise<Result> {
    const transactionId = `csp-${randomUUID()}`;
    const call: Call<Result> = { perform };
    this.calls.set(transactionId, call);
    try {
      const { errors } = await workflow(container).run({ input, context: { transactionId }, throwOnError: false });
      if (call.done) {
        return call.done.result;
      }
      throw call.failure ? call.failure.error : (errors[0]?.error ?? new Error("The workflow ended before its step."));
    } finally {
      this.calls.delete(transactionId);
    }
  }
}

async function settled<Result>(call: Call<Result>): Promise<Result> {
  try {
    const result = await call.perform();
    call.done = { result };
    return result;
  } catch (error) {
    call.failure = { error };
    throw error;
  }
}
