/**
 * Which declarations of the product its entry points reach, symbol by symbol. Read with the TypeScript compiler from the
 * product's own files alone: packages are left unresolved, which keeps it to a few seconds.
 *
 * A declaration at the top of a file is reached when an entry point's file holds it, or when the text of a reached
 * declaration names it. A class is one declaration, methods included.
 */
import path from "node:path";
import ts from "typescript";

/** A declaration at the top level of a file. */
export interface Declaration {
  /** Path below the root, with forward slashes. */
  readonly file: string;
  readonly names: readonly string[];
  readonly exported: boolean;
  /** Lines it takes, its comment included, blank lines around it not. */
  readonly lines: number;
  readonly reached: boolean;
}

interface Unit extends Omit<Declaration, "reached"> {
  readonly node: ts.Node;
}

/**
 * All named declarations at the top of these files, each with whether an entry point reaches it.
 * @param root directory that the other paths are below
 * @param files paths of every product file, absolute, without specs
 * @param entries files or folders (ending with "/"), below the root
 */
export function declarations(root: string, files: readonly string[], entries: readonly string[]): Declaration[] {
  const program = programOf(files);
  // Made first, because it tells the nodes their parents.
  const checker = program.getTypeChecker();
  const units = files.flatMap((name) => {
    const source = program.getSourceFile(name);
    if (source === undefined) {
      throw new Error(`${name} cannot be read.`);
    }
    return unitsOf(source, path.relative(root, name).split(path.sep).join("/"));
  });
  const isEntry = ({ file }: Unit) =>
    entries.some((entry) => (entry.endsWith("/") ? file.startsWith(entry) : file === entry));
  const reached = reachedFrom(units.filter(isEntry), units, checker);
  return units
    .filter(({ names }) => names.length > 0)
    .map((unit) => {
      const { node, ...declaration } = unit;
      return { ...declaration, reached: reached.has(unit) };
    });
}

function reachedFrom(entries: readonly Unit[], units: readonly Unit[], checker: ts.TypeChecker): Set<Unit> {
  const unitOf = new Map<ts.Node, Unit>(units.map((unit) => [unit.node, unit]));
  // What a file does when it is loaded happens as soon as anything of it is used.
  const loading = new Map<string, Unit[]>();
  for (const unit of units.filter(({ names }) => names.length === 0)) {
    loading.set(unit.file, [...(loading.get(unit.file) ?? []), unit]);
  }
  const reached = new Set<Unit>();
  const waiting = [...entries];
  for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
    if (!reached.has(unit)) {
      reached.add(unit);
      waiting.push(...(loading.get(unit.file) ?? []));
      waiting.push(...namedBy(unit.node, checker).flatMap((declaration) => unitAround(declaration, unitOf) ?? []));
    }
  }
  return reached;
}

function programOf(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    jsx: ts.JsxEmit.ReactJSX,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, containing) =>
    literals.map(({ text }) =>
      text.startsWith(".") ? ts.resolveModuleName(text, containing, options, host) : { resolvedModule: undefined },
    );
  return ts.createProgram([...files], options, host);
}

function unitsOf(source: ts.SourceFile, file: string): Unit[] {
  return (
    source.statements
      // `export { a } from "./b"` only passes on: what it names is looked up where it is declared.
      .filter((statement) => !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement))
      .map((statement) => ({
        file,
        node: statement,
        names: namesOf(statement),
        exported: ts.canHaveModifiers(statement) && isExported(ts.getModifiers(statement)),
        lines: linesOf(source, statement),
      }))
  );
}

function isExported(modifiers: readonly ts.Modifier[] | undefined): boolean {
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  const { name } = statement as ts.Statement & { name?: ts.Node };
  return name === undefined ? [] : [name.getText()];
}

function linesOf(source: ts.SourceFile, node: ts.Node): number {
  const comments = ts.getLeadingCommentRanges(source.text, node.pos) ?? [];
  const own = comments.filter(({ end }) => !source.text.slice(end, node.getStart()).includes("\n\n"));
  const from = own[0]?.pos ?? node.getStart();
  const line = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  return line(node.end) - line(from) + 1;
}

/** The declarations that the text of a node names: values, types, whole modules loaded in it. */
function namedBy(node: ts.Node, checker: ts.TypeChecker): ts.Declaration[] {
  const found: ts.Declaration[] = [];
  const take = (symbol: ts.Symbol | undefined) => {
    if (symbol === undefined) {
      return;
    }
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    if ((target.flags & ts.SymbolFlags.ValueModule) !== 0) {
      checker.getExportsOfModule(target).forEach(take);
      return;
    }
    found.push(...(target.declarations ?? []));
  };
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) {
      if (ts.isShorthandPropertyAssignment(child.parent)) {
        take(checker.getShorthandAssignmentValueSymbol(child.parent));
      } else if (!isMemberName(child)) {
        take(checker.getSymbolAtLocation(memberOfModule(child, checker) ?? child));
      }
    } else if (ts.isStringLiteral(child) && isLoaded(child)) {
      take(checker.getSymbolAtLocation(child));
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

/** The `b` of `a.b` or of the type `a.b`, for the `a` of an `import * as a`. */
function memberOfModule(name: ts.Identifier, checker: ts.TypeChecker): ts.Node | undefined {
  const { parent } = name;
  const member =
    ts.isPropertyAccessExpression(parent) && parent.expression === name
      ? parent.name
      : ts.isQualifiedName(parent) && parent.left === name
        ? parent.right
        : undefined;
  const symbol = member && checker.getSymbolAtLocation(name);
  return symbol?.declarations?.some(ts.isNamespaceImport) ? member : undefined;
}

/** `b` in `a.b` and `{ b: 1 }`: a member of something that is named itself. */
function isMemberName(name: ts.Identifier): boolean {
  const { parent } = name;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === name) ||
    (ts.isQualifiedName(parent) && parent.right === name) ||
    (ts.isPropertyAssignment(parent) && parent.name === name) ||
    (ts.isPropertySignature(parent) && parent.name === name)
  );
}

/** `import("./a")`, as a call or as a type. */
function isLoaded(text: ts.StringLiteral): boolean {
  const { parent } = text;
  return (
    (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword) ||
    (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent))
  );
}

function unitAround(declaration: ts.Node, unitOf: ReadonlyMap<ts.Node, Unit>): Unit | undefined {
  for (let node: ts.Node | undefined = declaration; node !== undefined; node = node.parent) {
    const unit = unitOf.get(node);
    if (unit !== undefined) {
      return unit;
    }
  }
  return undefined;
}
