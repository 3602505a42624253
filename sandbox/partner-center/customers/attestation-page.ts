import { type Request, type Response, Router } from "express";
import { escapeHtml, page } from "../../ui/page";
import { acceptAttestation } from "../control/actions";
import type { Attestation } from "../state";
import type { World } from "../world";
import { ENHANCED_ATTESTATION } from "./enhanced-attestation";

const title = "Microsoft Customer Agreement";

const idIn = (request: Request): string =>
  String(request.query[ENHANCED_ATTESTATION.pageParameter] ?? "").toLowerCase();

function overview(attestation: Attestation): string {
  const { companyName, country, language, signatoryFirstName, signatoryLastName, signatoryEmail } = attestation;
  const rows: [string, string][] = [
    ["Company", companyName],
    ["Country", country],
    ["Language", language],
    ["Signatory", `${signatoryFirstName} ${signatoryLastName}, ${signatoryEmail}`],
  ];
  const cells = rows.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${escapeHtml(value)}</td></tr>`);
  return `<table>${cells.join("")}</table>`;
}

function state({ id, acceptedAt }: Attestation): string {
  if (acceptedAt !== null) {
    const at = `${acceptedAt.slice(0, 10)} ${acceptedAt.slice(11, 16)} UTC`;
    return `<p role="status"><strong>Accepted on ${at}.</strong> You can close this page.</p>`;
  }
  const action = `${ENHANCED_ATTESTATION.pagePath}?${ENHANCED_ATTESTATION.pageParameter}=${id}`;
  return `<p>This stands in for the vendor's page with the agreement's text. Who accepts here need not sign in.</p>
    <form method="post" action="${action}"><button>Accept the agreement</button></form>`;
}

const shown = (attestation: Attestation): string =>
  page(title, `<h1>${title}</h1><div class="card">${overview(attestation)}${state(attestation)}</div>`);

const missing = page(
  title,
  `<h1>${title}</h1><p role="alert">There is no such agreement. Open the link again that you were given.</p>`,
);

/** The page on which a customer accepts the agreement: no token, no sign-in, and no way back to who sent it there. */
export function attestationPage(world: World): Router {
  const router = Router();
  const found = (request: Request, response: Response, then: (attestation: Attestation) => void) => {
    const attestation = world.state.attestations[idIn(request)];
    if (attestation) {
      then(attestation);
    } else {
      response.status(404).send(missing);
    }
  };
  router.get(ENHANCED_ATTESTATION.pagePath, (request, response) =>
    found(request, response, (attestation) => response.send(shown(attestation))),
  );
  router.post(ENHANCED_ATTESTATION.pagePath, (request, response) =>
    found(request, response, (attestation) => {
      acceptAttestation(world, attestation);
      response.redirect(303, request.originalUrl);
    }),
  );
  return router;
}
