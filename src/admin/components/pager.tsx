import { Button, Text } from "@medusajs/ui";
import { PAGE_SIZE } from "./client";

type Props = { offset: number; shown: number; count: number; onOffset: (offset: number) => void };

/** Where in the list the page is, and the way to its neighbours. */
export function Pager({ offset, shown, count, onOffset }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle">
        {offset + 1}–{offset + shown} of {count.toLocaleString("en-GB")}
      </Text>
      <div className="flex gap-2">
        <Button
          size="small"
          variant="secondary"
          disabled={offset === 0}
          onClick={() => onOffset(Math.max(0, offset - PAGE_SIZE))}
        >
          Previous
        </Button>
        <Button
          size="small"
          variant="secondary"
          disabled={offset + shown >= count}
          onClick={() => onOffset(offset + PAGE_SIZE)}
        >
          Next
        </Button>
      </div>
    </div>
  );
}
