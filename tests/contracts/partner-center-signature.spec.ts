import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import forge from "node-forge";
import { CertificateSource } from "../../src/integrations/partner-center/webhooks/certificate-source";
import { verifyWebhookSignature } from "../../src/integrations/partner-center/webhooks/signature";

type Made = { readonly pem: string; readonly key: string; readonly name: forge.pki.CertificateField[] };

const NOW = new Date("2026-03-15T10:00:00.000Z");
const BODY = Buffer.from('{"EventName":"test-created"}');
const VENDOR = "Microsoft Corporation";

function make(
  name: { common: string; organisation: string },
  issuer: Made | null,
  change: { authority?: boolean; until?: string } = {},
): Made {
  const keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const subject = [
    { name: "commonName", value: name.common },
    { name: "organizationName", value: name.organisation },
  ];
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
  made.serialNumber = "0a";
  made.validity.notBefore = new Date("2020-01-01");
  made.validity.notAfter = new Date(change.until ?? "2040-01-01");
  made.setSubject(subject);
  made.setIssuer(issuer?.name ?? subject);
  made.setExtensions([{ name: "basicConstraints", cA: change.authority ?? false, critical: true }]);
  made.sign(forge.pki.privateKeyFromPem(issuer?.key ?? keys.privateKey), forge.md.sha256.create());
  return { pem: forge.pki.certificateToPem(made), key: keys.privateKey, name: subject };
}

const root = make({ common: "Root", organisation: "Trust" }, null, { authority: true });
const between = make({ common: "Between", organisation: "Trust" }, root, { authority: true });
const good = make({ common: "signer", organisation: VENDOR }, between);

const files = new Map<string, string | Buffer>([
  ["/root.cer", root.pem],
  ["/good.cer", `${good.pem}${between.pem}`],
  ["/alone.cer", good.pem],
  ["/self.cer", make({ common: "self", organisation: VENDOR }, null).pem],
  ["/own-ca.cer", make({ common: "ca", organisation: VENDOR }, null, { authority: true }).pem],
  ["/other.cer", make({ common: "other", organisation: "Contoso" }, root).pem],
  ["/old.cer", make({ common: "old", organisation: VENDOR }, root, { until: "2025-01-01" }).pem],
  ["/huge.cer", Buffer.alloc(3_000_000, 65)],
]);
const notAnIssuer = make({ common: "leaf", organisation: VENDOR }, root);
files.set("/by-leaf.cer", `${make({ common: "x", organisation: VENDOR }, notAnIssuer).pem}${notAnIssuer.pem}`);

let server: Server;
let origin: string;
let fetched: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://x");
    fetched.push(pathname);
    const file = files.get(pathname);
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  fetched = [];
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function check(
  file: string,
  change: { url?: string; hosts?: string[]; source?: CertificateSource; rootUrl?: string } = {},
) {
  const signature = createSign("RSA-SHA256").update(BODY).sign(good.key, "base64");
  const headers: Record<string, string> = {
    authorization: `Signature ${signature}`,
    "x-ms-certificate-url": change.url ?? `${origin}${file}`,
  };
  return verifyWebhookSignature(
    { rawBody: BODY, header: (name) => headers[name] },
    {
      certificateHosts: change.hosts ?? [new URL(origin).host],
      allowHttp: true,
      now: NOW,
      organisation: VENDOR,
      rootUrl: change.rootUrl ?? `${origin}/root.cer`,
      source: change.source ?? new CertificateSource(),
    },
  );
}

test("a certificate that leads to the root by its issuer is believed", async () => {
  expect(await check("/good.cer")).toEqual({ verified: true });
});

test.each([
  ["signed by itself, with the vendor's name", "/self.cer", "certificate_not_trusted"],
  ["an authority of its own, with the vendor's name", "/own-ca.cer", "certificate_not_trusted"],
  ["without its issuer", "/alone.cer", "certificate_not_trusted"],
  ["issued by a certificate that may not issue", "/by-leaf.cer", "certificate_not_trusted"],
  ["of another organisation", "/other.cer", "certificate_not_trusted"],
  ["run out", "/old.cer", "certificate_not_trusted"],
  ["not there", "/none.cer", "certificate_unavailable"],
  ["too large", "/huge.cer", "certificate_unavailable"],
])("a certificate %s is not", async (_what, file, refusal) => {
  expect(await check(file)).toMatchObject({ verified: false, refusal });
});

test("the simulator's root is none of the public ones", async () => {
  const signature = createSign("RSA-SHA256").update(BODY).sign(good.key, "base64");
  const headers: Record<string, string> = {
    "x-ms-signature": signature,
    "x-ms-certificate-url": `${origin}/good.cer`,
  };
  const rules = { certificateHosts: [new URL(origin).host], allowHttp: true, now: NOW, organisation: VENDOR };
  expect(
    await verifyWebhookSignature(
      { rawBody: BODY, header: (name) => headers[name] },
      { ...rules, source: new CertificateSource() },
    ),
  ).toMatchObject({ verified: false, refusal: "certificate_not_trusted" });
});

test("host and port are exact", async () => {
  const refused = { verified: false, refusal: "certificate_url_not_allowed" };
  expect(await check("/good.cer", { hosts: ["127.0.0.1"] })).toMatchObject(refused);
  expect(await check("", { url: "https://files.example:8443/a.cer", hosts: ["files.example"] })).toMatchObject(refused);
  expect(await check("", { url: "https://files.example.evil/a.cer", hosts: ["files.example"] })).toMatchObject(refused);
  expect(await check("", { url: "https://u:p@files.example/a.cer", hosts: ["files.example"] })).toMatchObject(refused);
  expect(fetched).toEqual([]);
});

test("four hundred events with a query of their own fetch one file", async () => {
  const source = new CertificateSource();
  for (let n = 0; n < 400; n += 1) {
    expect(await check("", { url: `${origin}/good.cer?n=${n}`, source })).toEqual({ verified: true });
  }
  expect(fetched.sort()).toEqual(["/good.cer", "/root.cer"]);
});

test("what is kept and what is fetched are bounded, and a failure is not asked for again at once", async () => {
  const source = new CertificateSource();
  for (let n = 0; n < 100; n += 1) {
    await check("", { url: `${origin}/missing-${n % 50}.cer`, source });
  }
  expect(fetched.length).toBeLessThanOrEqual(20);
  expect(source.size).toBeLessThanOrEqual(20);
});

test("strangers who use the limit up keep no event out whose certificate has been believed, nor push it out", async () => {
  const source = new CertificateSource();
  expect(await check("/good.cer", { source })).toEqual({ verified: true });
  for (let n = 0; n < 50; n += 1) {
    await check("", { url: `${origin}/missing-${n}.cer`, source });
  }
  const clock = jest.spyOn(performance, "now");
  try {
    expect(await check("/good.cer", { source })).toEqual({ verified: true });
    expect(fetched.filter((file) => file === "/good.cer")).toHaveLength(1);
    const later = performance.now() + 5 * 60_000 + 1;
    clock.mockReturnValue(later);
    for (let n = 50; n < 100; n += 1) {
      await check("", { url: `${origin}/missing-${n}.cer`, source });
    }
    expect(await check("/good.cer", { source })).toEqual({ verified: true });
    expect(fetched.filter((file) => file === "/good.cer")).toHaveLength(2);
  } finally {
    clock.mockRestore();
  }
});

test("a certificate that was only fetched, never believed, has no place of its own", async () => {
  const source = new CertificateSource();
  await check("/self.cer", { source });
  for (let n = 0; n < 30; n += 1) {
    await check("", { url: `${origin}/missing-${n}.cer`, source });
  }
  expect(source.size).toBeLessThanOrEqual(20);
  expect(await check("/other.cer", { source })).toMatchObject({ refusal: "certificate_unavailable" });
});
