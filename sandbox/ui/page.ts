/** Frame shared by the sandbox's own pages: one calm look, no scripts. */
export function page(title: string, body: string, options: { refreshSeconds?: number } = {}): string {
  const refresh = options.refreshSeconds ? `<meta http-equiv="refresh" content="${options.refreshSeconds}">` : "";
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Seatline sandbox</title>${refresh}
<link rel="icon" href="data:,">
<style>
:root{color-scheme:light dark;--ink:#16202c;--soft:#5b6778;--line:#dfe4ea;--paper:#fff;--back:#f5f7f9;--accent:#1f4fd8}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#9aa7b8;--line:#2b3644;--paper:#161e29;--back:#0e141c;--accent:#7ea2ff}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:960px;margin:0 auto;padding:24px 16px 64px}h1{font-size:24px;margin:8px 0 4px}h2{font-size:18px;margin:32px 0 8px}
p.soft,.soft{color:var(--soft)}.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:20px;margin:16px 0}
.big{font-size:32px;font-weight:600;font-variant-numeric:tabular-nums}table{border-collapse:collapse;width:100%}
td,th{padding:8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}th{font-weight:600;color:var(--soft)}
form{display:inline-block;margin:0 8px 8px 0}button{font:inherit;padding:8px 14px;border-radius:8px;border:1px solid var(--accent);background:var(--accent);color:var(--paper);cursor:pointer}
input,select{font:inherit;padding:7px 10px;border-radius:8px;border:1px solid var(--line);background:var(--paper);color:var(--ink)}
a{color:var(--accent)}pre{white-space:pre-wrap;overflow-wrap:anywhere}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
</style></head><body><main>${body}</main></body></html>`;
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
