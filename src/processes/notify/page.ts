/** Subject, plain text and HTML of a mail. */
export type RenderedMail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** A paragraph, or a button with its address. */
export type MailPart = string | { readonly label: string; readonly url: string };

/** Lays parts out as a plain text and as a simple HTML page that every mail program shows alike. */
export function mailPage(subject: string, companyName: string, parts: readonly MailPart[]): RenderedMail {
  const greeting = `Dear ${companyName},`;
  const text = [greeting, ...parts.map((part) => (typeof part === "string" ? part : `${part.label}: ${part.url}`))];
  const html = [`<p>${escapeHtml(greeting)}</p>`, ...parts.map(partToHtml)].join("\n");
  return {
    subject,
    text: `${text.join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f4f5f7;font-family:Helvetica,Arial,sans-serif;color:#1c2430;line-height:1.5">
<div style="max-width:560px;margin:32px auto;background:#fff;border:1px solid #e2e5ea;border-radius:8px;padding:32px">
<h1 style="font-size:20px;margin:0 0 16px">${escapeHtml(subject)}</h1>
${html}
</div></body></html>`,
  };
}

function partToHtml(part: MailPart): string {
  if (typeof part === "string") {
    return `<p>${escapeHtml(part)}</p>`;
  }
  const style =
    "display:inline-block;background:#1f4fd8;color:#fff;text-decoration:none;border-radius:6px;padding:10px 16px";
  return `<p><a href="${escapeHtml(part.url)}" style="${style}">${escapeHtml(part.label)}</a></p>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
