import express, { type Router } from "express";
import { escapeHtml, page } from "../ui/page";
import type { MailStore, StoredMail } from "./store";

/** The mailbox in a browser (`/`, `/mails/:id`) and by API (`/api/mails?to=`). */
export function mailboxRouter(store: MailStore): Router {
  const router = express.Router();
  router.get("/api/mails", (request, response) => {
    const { to } = request.query;
    response.json({ mails: store.list(typeof to === "string" ? to : undefined) });
  });
  router.get("/", (_request, response) => {
    response.type("html").send(listPage(store.list()));
  });
  router.get("/mails/:id", (request, response) => {
    const mail = store.find(Number(request.params.id));
    response
      .status(mail ? 200 : 404)
      .type("html")
      .send(mail ? mailPage(mail) : page("No such mail", "<h1>No such mail</h1><p><a href='/'>All mails</a></p>"));
  });
  router.get("/mails/:id/body", (request, response) => {
    const mail = store.find(Number(request.params.id));
    // The mail's own HTML is shown in a frame that may not run scripts or reach anything.
    response.set("content-security-policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    response
      .status(mail ? 200 : 404)
      .type("html")
      .send(mail?.html ?? "");
  });
  router.get("/mails/:id/attachments/:index", (request, response) => {
    const file = store.find(Number(request.params.id))?.attachments[Number(request.params.index)];
    if (!file) {
      response.status(404).end();
      return;
    }
    response.set("content-disposition", `inline; filename="${encodeURIComponent(file.filename)}"`);
    response.type(file.contentType).send(Buffer.from(file.contentBase64, "base64"));
  });
  return router;
}

function listPage(mails: StoredMail[]): string {
  const rows = mails.map(
    (mail) => `<tr><td class="soft">${time(mail)}</td><td>${escapeHtml(mail.to.join(", "))}</td>
<td><a href="/mails/${mail.id}">${escapeHtml(mail.subject)}</a></td></tr>`,
  );
  const table = `<table><thead><tr><th>Time</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  const empty = "<p>No mail yet. Everything the product sends appears here.</p>";
  const body = `<p class="soft">Seatline sandbox</p><h1>Mailbox</h1><div class="card">${mails.length > 0 ? table : empty}</div>`;
  return page("Mailbox", body, { refreshSeconds: 10 });
}

function mailPage(mail: StoredMail): string {
  const files = mail.attachments.map(
    (file, index) => `<li><a href="/mails/${mail.id}/attachments/${index}">${escapeHtml(file.filename)}</a></li>`,
  );
  const body = `<p><a href="/">All mails</a></p><h1>${escapeHtml(mail.subject)}</h1>
<p class="soft">${time(mail)}, from ${escapeHtml(mail.from)} to ${escapeHtml(mail.to.join(", "))}</p>
${files.length > 0 ? `<ul>${files.join("")}</ul>` : ""}
<iframe title="The mail" src="/mails/${mail.id}/body" sandbox style="width:100%;height:420px;border:1px solid var(--line);border-radius:10px;background:#fff"></iframe>
<h2>Plain text</h2><pre class="card">${escapeHtml(mail.text)}</pre>`;
  return page(mail.subject, body);
}

function time(mail: StoredMail): string {
  return `${mail.receivedAt.slice(0, 16).replace("T", " ")} UTC`;
}
