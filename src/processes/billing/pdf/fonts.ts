import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Names under which a document knows its two weights. */
export type InvoiceFonts = { readonly regular: string; readonly strong: string };

type FontSource = { readonly regular: Buffer; readonly strong: Buffer };

let source: FontSource | null | undefined;

/**
 * Inter (SIL Open Font License) in two weights: Latin, Greek, Cyrillic and Vietnamese, 2,500 characters. It comes with
 * Medusa's admin dashboard, which every installation has; where it is missing the built-in Helvetica is used, which can
 * write western European names only.
 */
export function registerFonts(document: PDFKit.PDFDocument): InvoiceFonts {
  source ??= readFonts();
  if (source === null) {
    return { regular: "Helvetica", strong: "Helvetica-Bold" };
  }
  document.registerFont("regular", source.regular);
  document.registerFont("strong", source.strong);
  return { regular: "regular", strong: "strong" };
}

function readFonts(): FontSource | null {
  try {
    const folder = join(dashboard(), "src", "assets", "fonts");
    const [regular, strong] = ["Inter-Regular.ttf", "Inter-Medium.ttf"].map((file) => join(folder, file));
    return regular && strong && existsSync(regular) && existsSync(strong)
      ? { regular: readFileSync(regular), strong: readFileSync(strong) }
      : null;
  } catch {
    return null;
  }
}

/** The dashboard's folder, package by package from Medusa on: a host has it wherever its package manager put it. */
function dashboard(): string {
  const packages = ["@medusajs/medusa", "@medusajs/admin-bundler", "@medusajs/dashboard"];
  const manifest = packages.reduce((from, name) => createRequire(from).resolve(`${name}/package.json`), __filename);
  return dirname(manifest);
}
