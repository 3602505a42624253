import { Text } from "@medusajs/ui";
import type { Attempt } from "../../../api/admin/csp/invoices/document";
import { instant, inWords } from "../format";

import { ATTEMPT_WORDS } from "./words";

/** Each attempt to be paid with what the bank said. */
export function Payments({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <section className="flex flex-col gap-2">
      <Text weight="plus" size="small">
        Payment
      </Text>
      {attempts.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          No attempt yet.
        </Text>
      ) : null}
      {attempts.map((attempt) => {
        const details = [attempt.message, attempt.code, attempt.decline_code].filter(Boolean).join(" · ");
        return (
          <div key={attempt.attempt_no}>
            <Text size="small">
              {attempt.attempt_no}. {ATTEMPT_WORDS[attempt.state] ?? attempt.state}: {inWords(attempt.amount)},{" "}
              {attempt.card}, {instant(attempt.finished_at ?? attempt.planned_at)}
            </Text>
            {details === "" ? null : (
              <Text size="small" className="text-ui-fg-subtle">
                {details}
              </Text>
            )}
          </div>
        );
      })}
    </section>
  );
}
