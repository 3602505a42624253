import type { completeCartWorkflow } from "@medusajs/medusa/core-flows";
import { takeValidateHook } from "./take-validate-hook";

type Hooks = (typeof completeCartWorkflow)["hooks"];

/** The hook as Medusa makes it: one handler. */
function cartCompletion(handlers: unknown[] = []): { hooks: Hooks; handlers: unknown[] } {
  const validate = (handler: unknown) => {
    if (handlers.length > 0) {
      throw new Error("Cannot define multiple hook handlers for the validate hook");
    }
    handlers.push(handler);
  };
  return { hooks: { validate } as unknown as Hooks, handlers };
}
const ofTheHost = async () => undefined;

describe("the one handler of the completion of carts", () => {
  it("is taken, and a host's second one is told the option and what to call instead", () => {
    const workflow = cartCompletion();
    takeValidateHook(workflow);
    expect(workflow.handlers).toHaveLength(1);
    expect(() => workflow.hooks.validate(ofTheHost as never)).toThrow(
      /Seatline handles .*guardCartCompletion to false.*assertCheckoutAuthorised/,
    );
  });

  it("is asked for with the same advice when another plugin has it", () => {
    const workflow = cartCompletion([ofTheHost]);
    expect(() => takeValidateHook(workflow)).toThrow(/is handled already.*guardCartCompletion to false/);
    expect(workflow.handlers).toEqual([ofTheHost]);
  });
});
