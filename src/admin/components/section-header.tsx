import { Heading, Text } from "@medusajs/ui";
import type { ReactNode } from "react";

type Props = { level: "h1" | "h2"; title: ReactNode; words?: ReactNode; children?: ReactNode };

/** A section's name, what it is about, and what can be done with it. */
export function SectionHeader({ level, title, words, children }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
      <div className="min-w-0" style={{ overflowWrap: "anywhere" }}>
        <Heading level={level}>{title}</Heading>
        {words === undefined ? null : (
          <Text size="small" className="text-ui-fg-subtle">
            {words}
          </Text>
        )}
      </div>
      {children === undefined ? null : <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  );
}
