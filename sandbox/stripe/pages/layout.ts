import { escapeHtml } from "../../ui/page";

export { escapeHtml };

const STYLE = `
:root{--ink:#1a2233;--soft:#5d6880;--line:#d9dee8;--paper:#fff;--back:#f6f7fb;--accent:#3b3fd8;--bad:#b3261e;--badback:#fdecea}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:var(--back);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
.test{background:#fff3d6;color:#5c4200;font-size:14px;text-align:center;padding:8px 16px;border-bottom:1px solid #f0dca6}
.split{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);min-height:calc(100vh - 38px)}
.side{padding:48px 32px;display:flex;justify-content:flex-end}
.side>div{width:100%;max-width:400px}
.pay{background:var(--paper);padding:48px 32px}
.pay>div{width:100%;max-width:400px}
h1{font-size:20px;margin:0 0 20px}
.merchant{font-weight:600;margin:0 0 24px}
.what{color:var(--soft);margin:0}
.total{font-size:36px;font-weight:650;letter-spacing:-.02em;margin:0 0 28px;font-variant-numeric:tabular-nums}
.lines{list-style:none;margin:0;padding:0}
.lines li{display:flex;justify-content:space-between;gap:24px;padding:12px 0;border-top:1px solid var(--line)}
.lines li span:last-child{white-space:nowrap;font-variant-numeric:tabular-nums}
.lines small{display:block;color:var(--soft)}
.lines .sum{font-weight:600}
label{display:block;font-size:14px;font-weight:550;margin:16px 0 4px}
input{width:100%;font:inherit;padding:11px 12px;border:1px solid var(--line);border-radius:8px;background:#fff;color:var(--ink)}
input[aria-invalid=true]{border-color:var(--bad)}
:focus-visible{outline:3px solid #b9bcff;outline-offset:1px;border-color:var(--accent)}
.two{display:grid;grid-template-columns:1fr 1fr;gap:16px}
button{width:100%;font:inherit;font-weight:600;padding:13px;margin-top:24px;border:0;border-radius:8px;background:var(--accent);color:#fff;cursor:pointer}
button.quiet{background:#fff;color:var(--ink);border:1px solid var(--line);margin-top:12px}
button:hover{filter:brightness(.95)}
.error{color:var(--bad);background:var(--badback);border-radius:8px;padding:12px 14px;margin:0 0 8px}
.fielderror{color:var(--bad);font-size:14px;margin:4px 0 0}
.consent,.back{color:var(--soft);font-size:14px}
.consent{margin:16px 0 0}
a{color:var(--accent)}
details{margin-top:28px;border:1px solid var(--line);border-radius:8px;padding:10px 14px;font-size:14px}
summary{cursor:pointer;font-weight:550}
dl{display:grid;grid-template-columns:auto 1fr;gap:6px 14px;margin:10px 0 2px}
dt{font-family:ui-monospace,monospace;white-space:nowrap}dd{margin:0;color:var(--soft)}
.alone{max-width:440px;margin:48px auto;background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:32px}
@media(max-width:760px){.split{grid-template-columns:minmax(0,1fr)}.side,.pay{justify-content:flex-start;padding:28px 20px}
.side>div,.pay>div{max-width:none}.total{margin-bottom:16px}.alone{margin:20px 16px;padding:24px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
`;

/** A page of the payment pages: one calm look, no scripts, usable at any width. */
export function paymentPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><div class="test" role="note"><strong>Test mode.</strong> This is a simulator. No real card is charged; use a test card.</div>
${body}</body></html>`;
}

/** A page with one box. */
export const boxPage = (title: string, body: string): string =>
  paymentPage(title, `<main class="alone"><h1>${escapeHtml(title)}</h1>${body}</main>`);
