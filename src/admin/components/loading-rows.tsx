import { Skeleton } from "@medusajs/ui";

/** What stands where rows will be. */
export function LoadingRows() {
  return (
    <div className="flex flex-col gap-2 px-6 py-4" role="status" aria-busy="true" aria-label="Loading">
      {["a", "b", "c", "d"].map((row) => (
        <Skeleton key={row} className="h-8 w-full" />
      ))}
    </div>
  );
}
