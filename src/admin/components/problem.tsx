import { Button, Text } from "@medusajs/ui";

/** What went wrong, and a way on. */
export function Problem({ title, error, onRetry }: { title: string; error: Error; onRetry: () => void }) {
  return (
    <div className="flex flex-col items-start gap-2 px-6 py-8" role="alert">
      <Text weight="plus">{title}</Text>
      <Text size="small" className="text-ui-fg-subtle">
        {error.message}
      </Text>
      <Button size="small" variant="secondary" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
