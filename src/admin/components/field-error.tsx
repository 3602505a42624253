import { Text } from "@medusajs/ui";

/** What is wrong with what was typed, as one sentence. */
export function FieldError({ words }: { words: string }) {
  return (
    <Text size="small" className="text-ui-fg-error" role="alert">
      {words.replace(/\.$/, "")}.
    </Text>
  );
}
