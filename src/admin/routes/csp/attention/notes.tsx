import { Button, Text, Textarea, toast } from "@medusajs/ui";
import { useState } from "react";
import type { AttentionItem } from "../../../../api/admin/csp/attention/document";
import { fieldErrors } from "../../../components/client";
import { Field } from "../../../components/field";
import { Instant } from "../../../components/instant";
import { useNote } from "./api";

/** What people wrote beside an item, and room for one more. */
export function Notes({ item }: { item: AttentionItem }) {
  const [words, setWords] = useState("");
  const note = useNote(item);
  const add = () =>
    note.mutate(words, {
      onSuccess: () => setWords(""),
      onError: (error) => toast.error("The note was not kept", { description: error.message }),
    });
  return (
    <details>
      <summary className="txt-small cursor-pointer">
        {item.notes.length === 0 ? "Add a note" : `Notes (${item.notes.length})`}
      </summary>
      <div className="mt-2 flex flex-col gap-2">
        {item.notes.map((one) => (
          <div key={`${one.at} ${one.words}`}>
            <Text size="small" className="text-ui-fg-subtle">
              {one.actor}, <Instant at={one.at} />
            </Text>
            <Text size="small" className="whitespace-pre-wrap break-words">
              {one.words}
            </Text>
          </div>
        ))}
        <Field label="Note" error={fieldErrors(note.error).words}>
          {(id) => <Textarea id={id} rows={2} value={words} onChange={({ target }) => setWords(target.value)} />}
        </Field>
        <div>
          <Button size="small" variant="secondary" isLoading={note.isPending} disabled={words === ""} onClick={add}>
            Add note
          </Button>
        </div>
      </div>
    </details>
  );
}
