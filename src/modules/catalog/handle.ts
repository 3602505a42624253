/** A title as it stands in an address: `Microsoft 365 Business Premium` -> `microsoft-365-business-premium`. */
export function handleOf(title: string): string {
  const handle = title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return handle || "offer";
}
