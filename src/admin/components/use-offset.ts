import { useState } from "react";

/** Where in a list the reader is. Another filter (told by its key) begins on its first page. */
export function useOffset(key: string): readonly [offset: number, setOffset: (offset: number) => void] {
  const [page, setPage] = useState({ key, offset: 0 });
  return [page.key === key ? page.offset : 0, (offset) => setPage({ key, offset })];
}
