import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

const SRC = path.resolve(__dirname, "../../src");

const isConstantName = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name);

/** True for a value that is wholly written down: numbers, texts, patterns, and lists and tables of these. */
function isWrittenDown(value: ts.Expression): boolean {
  if (ts.isLiteralExpression(value) || [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(value.kind)) {
    return true;
  }
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value) || ts.isParenthesizedExpression(value)) {
    return isWrittenDown(value.expression);
  }
  if (ts.isIdentifier(value)) {
    return isConstantName(value.text);
  }
  if (ts.isPrefixUnaryExpression(value)) {
    return isWrittenDown(value.operand);
  }
  if (ts.isBinaryExpression(value)) {
    return isWrittenDown(value.left) && isWrittenDown(value.right);
  }
  if (ts.isTemplateExpression(value)) {
    return value.templateSpans.every((span) => isWrittenDown(span.expression));
  }
  if (ts.isArrayLiteralExpression(value)) {
    return value.elements.length > 0 && value.elements.every(isWrittenDown);
  }
  if (ts.isObjectLiteralExpression(value)) {
    const { properties } = value;
    return (
      properties.length > 0 && properties.every((one) => ts.isPropertyAssignment(one) && isWrittenDown(one.initializer))
    );
  }
  if (ts.isNewExpression(value)) {
    const given = value.arguments ?? [];
    const isTable = ts.isIdentifier(value.expression) && ["Set", "Map"].includes(value.expression.text);
    return isTable && given.length > 0 && given.every(isWrittenDown);
  }
  return false;
}

/** Names that are asked for by Medusa, or that stand in a row with others that do something. */
const isGiven = (name: string): boolean => name === "config" || name.endsWith("Middlewares");

/** What in a source does not speak the house's dialect. */
function strangers(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement)) {
      return [`${file}: interface ${statement.name.text} is a type`];
    }
    if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0) {
      return [];
    }
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      if (!ts.isIdentifier(name) || initializer === undefined || isGiven(name.text)) {
        return [];
      }
      if (/^[a-z]/.test(name.text) && isWrittenDown(initializer)) {
        return [`${file}: ${name.text} is a constant`];
      }
      return isConstantName(name.text) && ts.isArrowFunction(initializer)
        ? [`${file}: ${name.text} is a function`]
        : [];
    });
  });
}

describe("docs/style.md", () => {
  it("is how src is written", () => {
    const files = fs
      .readdirSync(SRC, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.ts$|[\\/]testing[\\/]/.test(file));
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap((file) => strangers(file, fs.readFileSync(path.join(SRC, file), "utf8")))).toEqual([]);
  });

  it.each([
    ["const firstRetryMs = 60 * 1_000;", "firstRetryMs is a constant"],
    ["const states = new Set(['open', 'paid']);", "states is a constant"],
    ["export const words = { P1M: 'a month' } as const;", "words is a constant"],
    ["export interface Cart extends Base { id: string }", "interface Cart is a type"],
    ["const SUM = (a: number, b: number) => a + b;", "SUM is a function"],
  ])("%s is found", (text, finding) => {
    expect(strangers("x.ts", text)).toEqual([`x.ts: ${finding}`]);
  });

  it.each([
    "const RETRY_MS = 1;",
    "const sum = (a: number) => a;",
    "const seen = new Map<string, number>();",
    "const schema = z.object({});",
    "const duty = { name: 'tick', run() {} };",
    "type Cart = { id: string };",
  ])("%s is fine", (text) => {
    expect(strangers("x.ts", text)).toEqual([]);
  });
});
