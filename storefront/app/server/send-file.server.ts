/** Passes a file from the API on to the customer, who keeps it under this name. It is theirs alone: nothing caches it. */
export function sendFile(file: Response, { type, name }: { type: string; name: string }): Response {
  return new Response(file.body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name.replaceAll(/[^A-Za-z0-9._-]/g, "-")}"`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}
