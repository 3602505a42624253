import { Alert } from "@medusajs/ui";
import type { ComponentProps } from "react";

/** Something to be aware of. Its words break anywhere: names and answers of others need have no place to. */
export function Notice(props: ComponentProps<typeof Alert>) {
  return <Alert {...props} style={{ overflowWrap: "anywhere" }} />;
}
