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
export interface Declared {
  /** Path below the root, with forward slashes. */
  readonly file: string;
  readonly names: readonly string[];
  readonly exported: boolean;
  /** Lines it takes, its comment included, blank lines around it not. */
  readonly lines: number;
}

interface Unit extends Declared {
  readonly node: ts.Node;
}

/**
 * Declarations under `of` that nothing under `entries` reaches.
 * @param root directory that the other paths are below
 * @param files paths of every product file, absolute, without specs
 * @param entries files or folders (ending with "/"), below the root
 * @param of folder to report on, ending with "/", below the root
 */
export function unreached(root: string, files: readonly string[], entries: readonly string[], of: string): Declared[] {
  const program = programOf(files);
  const checker = program.getTypeChecker();
  const units = new Map<string, Unit[]>();
  const unitOf = new Map<ts.Node, Unit>();
  for (const name of files) {
    const source = program.getSourceFile(name);
    if (source === undefined) {
      throw new Error(`${name} cannot be read.`);
    }
    const file = path.relative(root, name).split(path.sep).join("/");
    const inFile = unitsOf(source, file);
    units.set(file, inFile);
    for (const unit of inFile) {
      unitOf.set(unit.node, unit);
    }
  }

  const reached = new Set<Unit>();
  const waiting: Unit[] = [];
  const reach = (unit: Unit) => {
    if (reached.has(unit)) {
      return;
    }
    reached.add(unit);
    waiting.push(unit);
    // What a file does when it is loaded happens as soon as anything of it is used.
    for (const other of units.get(unit.file) ?? []) {
      if (other.names.length === 0) {
        reach(other);
      }
    }
  };
  for (const [file, inFile] of units) {
    if (entries.some((entry) => (entry.endsWith("/") ? file.startsWith(entry) : file === entry))) {
      inFile.forEach(reach);
    }
  }
  for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
    for (const declaration of namedBy(unit.node, checker)) {
      const found = unitAround(declaration, unitOf);
      if (found !== undefined) {
        reach(found);
      }
    }
  }
  return [...units.values()]
    .flat()
    .filter((unit) => unit.file.startsWith(of) && unit.names.length > 0 && !reached.has(unit));
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
  return source.statements
    .filter((statement) => !ts.isImportDeclaration(statement) && !isReExport(statement))
    .map((statement) => ({
      file,
      node: statement,
      names: namesOf(statement),
      exported: ts.canHaveModifiers(statement) && isExported(ts.getModifiers(statement)),
      lines: linesOf(source, statement),
    }));
}

/** `export { a } from "./b"` only passes on: what it names is looked up where it is declared. */
function isReExport(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement);
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
        take(checker.getSymbolAtLocation(child));
      }
    } else if (ts.isStringLiteral(child) && isLoaded(child)) {
      take(checker.getSymbolAtLocation(child));
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

/** `b` in `a.b` and `{ b: 1 }`: a member of something that is named itself. */
function isMemberName(name: ts.Identifier): boolean {
  const { parent } = name;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === name) ||
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
