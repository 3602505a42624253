import { useEffect, useRef } from "react";
import { type FormMemory, fieldId } from "./field";

/** The list of what is wrong with a form, at its top. It takes the focus when it appears. */
export function ErrorSummary({ memory }: { memory: FormMemory }) {
  const box = useRef<HTMLDivElement>(null);
  const { problems } = memory;

  useEffect(() => {
    if (problems.length > 0) {
      box.current?.focus();
    }
  }, [problems]);

  if (problems.length === 0) {
    return null;
  }
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="rounded-xl border border-bad/40 bg-bad-wash p-4 focus:outline-2 focus:outline-bad"
    >
      <p className="font-semibold text-bad">
        {problems.length === 1 ? "One thing needs your attention" : `${problems.length} things need your attention`}
      </p>
      <ul className="mt-1.5 grid list-disc gap-1 pl-5">
        {problems.map((problem) => (
          <li key={`${problem.field} ${problem.message}`}>
            {problem.field === "" ? (
              problem.message
            ) : (
              <a className="underline underline-offset-3" href={`#${fieldId(problem.field)}`}>
                {problem.message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
