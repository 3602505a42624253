/** What `ilike` needs to find the words anywhere in a text; its own signs count as letters. */
export function containing(words: string): string {
  return `%${being(words)}%`;
}

/** What `ilike` needs to find a text that is these words, in capitals or not. */
export function being(words: string): string {
  return words.replace(/[\\%_]/g, "\\$&");
}
