import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The two weights of a document. */
export type Weight = "regular" | "strong";

/** A font of a document: where its two weights lie, and the scripts it is asked for. */
export type FontFiles = {
  readonly name: string;
  /** Characters worth opening the font for; which of them it really has, the font itself says. */
  readonly covers: RegExp;
  readonly path: (weight: Weight) => string;
};

const WIDE = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\u2000-\u2bff\u3000-\u303f\uff00-\uffef]/u;
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Component}\u2000-\u2bff]/u;

/**
 * Every font a document may be written with, the first that has a character winning. All under the SIL Open Font
 * License and installed by npm: Inter (Latin, Greek, Cyrillic, Vietnamese) with Medusa's admin dashboard, the Noto
 * family with packages of its own.
 */
export const FONT_FILES: readonly FontFiles[] = [
  { name: "inter", covers: /./su, path: mainPath },
  noto("arabic", /[\p{scx=Arab}\ufb50-\ufdff\ufe70-\ufefc]/u),
  noto("hebrew", /[\p{scx=Hebr}\ufb1d-\ufb4f]/u),
  noto("thai", /\p{scx=Thai}/u),
  noto("devanagari", /\p{scx=Deva}/u),
  noto("bengali", /\p{scx=Beng}/u),
  noto("gujarati", /\p{scx=Gujr}/u),
  noto("gurmukhi", /\p{scx=Guru}/u),
  noto("kannada", /\p{scx=Knda}/u),
  noto("malayalam", /\p{scx=Mlym}/u),
  noto("oriya", /\p{scx=Orya}/u),
  noto("sinhala", /\p{scx=Sinh}/u),
  noto("tamil", /\p{scx=Taml}/u),
  noto("telugu", /\p{scx=Telu}/u),
  noto("ethiopic", /\p{scx=Ethi}/u),
  noto("khmer", /\p{scx=Khmr}/u),
  noto("lao", /\p{scx=Laoo}/u),
  noto("myanmar", /\p{scx=Mymr}/u),
  noto("thaana", /\p{scx=Thaa}/u),
  {
    name: "tibetan",
    covers: /\p{scx=Tibt}/u,
    path: (weight) => googleFont("noto-serif-tibetan", "NotoSerifTibetan", weight),
  },
  noto("georgian", /\p{scx=Geor}/u),
  noto("armenian", /\p{scx=Armn}/u),
  eastAsian("jp", "NotoSansJP"),
  eastAsian("sc", "NotoSansHans"),
  eastAsian("kr", "NotoSansKR"),
  { name: "emoji", covers: PICTURES, path: (weight) => googleFont("noto-emoji", "NotoEmoji", weight) },
];

/** Inter; without the dashboard a font that is always there and writes the same scripts. */
function mainPath(weight: Weight): string {
  try {
    return inter(weight);
  } catch {
    return eastAsianFont("jp", "NotoSansJP", weight);
  }
}

/** From the dashboard's folder, package by package from Medusa on: a host has it wherever its package manager put it. */
function inter(weight: Weight): string {
  const packages = ["@medusajs/medusa", "@medusajs/admin-bundler", "@medusajs/dashboard"];
  const manifest = packages.reduce((from, name) => createRequire(from).resolve(`${name}/package.json`), __filename);
  const file = weight === "strong" ? "Inter-Medium.ttf" : "Inter-Regular.ttf";
  return join(dirname(manifest), "src", "assets", "fonts", file);
}

function noto(script: string, covers: RegExp): FontFiles {
  const family = `NotoSans${script.charAt(0).toUpperCase()}${script.slice(1)}`;
  return { name: script, covers, path: (weight) => googleFont(`noto-sans-${script}`, family, weight) };
}

function googleFont(name: string, family: string, weight: Weight): string {
  const style = weight === "strong" ? "700Bold" : "400Regular";
  return join(dirname(require.resolve(`@expo-google-fonts/${name}/package.json`)), style, `${family}_${style}.ttf`);
}

function eastAsian(name: string, family: string): FontFiles {
  return { name, covers: WIDE, path: (weight) => eastAsianFont(name, family, weight) };
}

function eastAsianFont(name: string, family: string, weight: Weight): string {
  const file = `${family}-${weight === "strong" ? "Bold" : "Regular"}.otf`;
  return join(dirname(require.resolve(`@embedpdf/fonts-${name}`)), "..", "fonts", file);
}
