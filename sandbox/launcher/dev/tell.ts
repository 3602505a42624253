/** Puts a line of the running development server on the screen. */
export function tell(who: string, text: string): void {
  const [first, ...more] = text.split("\n");
  console.log([`${who.padEnd(8)} ${first}`, ...more.map((line) => `${" ".repeat(9)}${line}`)].join("\n"));
}

/** Shows what the servers of shop and admin say about reloads; they mark it by this word. */
export function tellReloads(who: string): (line: string) => void {
  return (line) => {
    if (line.startsWith("Reloaded ")) {
      tell(who, line.slice("Reloaded ".length));
    }
  };
}

/** "8.2 s" */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
