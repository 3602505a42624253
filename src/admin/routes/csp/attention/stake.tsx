import { Text } from "@medusajs/ui";
import type { AttentionItem } from "../../../../api/admin/csp/attention/document";
import { Facts } from "../../../components/facts";
import { inWords } from "../../../components/format";

/** The money at stake; opened, it shows how the sum comes about. */
export function Stake({ money }: { money: AttentionItem["money"] }) {
  if (money === null) {
    return null;
  }
  return (
    <details>
      <summary className="txt-small txt-small-plus cursor-pointer">{inWords(money.sum)} at stake</summary>
      <div className="mt-2 flex flex-col gap-1">
        <Text size="small" className="text-ui-fg-subtle">
          {money.rule}
        </Text>
        <Facts rows={money.inputs.map(({ words, amount }) => [words, inWords(amount)] as const)} />
      </div>
    </details>
  );
}
