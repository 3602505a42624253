/** The page of a list that an address asks for; the first one where it asks for none that a list can have. */
export function pageOf(query: URLSearchParams): number {
  const asked = query.get("page")?.trim() ?? "";
  return /^[1-9]\d{0,2}$/.test(asked) ? Number(asked) : 1;
}
