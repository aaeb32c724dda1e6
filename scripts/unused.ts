/**
 * `npm run unused`: files that nothing reaches, exports that nobody uses, packages that nobody imports.
 *
 * Works on syntax alone (imports carry full paths, so nothing has to be guessed). An export counts as used when another
 * file imports it, through however many `export … from`, or when its own file uses it. What is offered on purpose to
 * nobody yet says `@public` in its comment.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { importsOf, modules, target } from '../src/testkit/layers/imports.ts';

/** Where programs begin: named by index.html, package.json, a tool's configuration, or a glob. */
const ENTRIES =
  /^(?:[^/]*\.config\.[^/]+|scripts\/.*|src\/app\/entry-(?:client|server)\.tsx|src\/testkit\/[^/]+\/main\.ts|src\/testkit\/record\/.*|e2e\/.*|.*\.test\.tsx?|.*\.d\.ts|content\/.*)$/;

/** Offered whole, whoever calls it: the system-call interface. */
const OFFERED = /^src\/sim\/kernel\/abi\//;

interface Module {
  readonly file: string;
  readonly exports: ReadonlyMap<string, { readonly line: number; readonly usedHere: boolean; readonly open: boolean }>;
  /** `export { a as b } from './x.ts'`: name here → where it comes from. */
  readonly passedOn: ReadonlyMap<string, { readonly to: string; readonly name: string }>;
  readonly passedOnWhole: readonly string[];
  readonly uses: readonly { readonly to: string; readonly name: string }[];
}

function namesOf(node: ts.Statement): readonly ts.Identifier[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap((d) => (ts.isIdentifier(d.name) ? [d.name] : []));
  }
  const named = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node);
  if (named) return node.name === undefined ? [] : [node.name];
  return ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node) ? [node.name] : [];
}

function read(file: string): Module {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const identifiers = new Map<string, number>();
  const uses: { to: string; name: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) identifiers.set(node.text, (identifiers.get(node.text) ?? 0) + 1);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [what] = node.arguments;
      if (what !== undefined && ts.isStringLiteralLike(what)) uses.push({ to: target(file, what.text), name: '*' });
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      uses.push({ to: target(file, node.argument.literal.text), name: node.qualifier?.getText().split('.')[0] ?? '*' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);

  const exports = new Map<string, { line: number; usedHere: boolean; open: boolean }>();
  const passedOn = new Map<string, { to: string; name: string }>();
  const passedOnWhole: string[] = [];
  for (const node of source.statements) {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const to = target(file, node.moduleSpecifier.text);
      const clause = node.importClause;
      if (clause?.name !== undefined) uses.push({ to, name: 'default' });
      const bindings = clause?.namedBindings;
      if (bindings !== undefined && ts.isNamespaceImport(bindings)) uses.push({ to, name: '*' });
      if (bindings !== undefined && ts.isNamedImports(bindings)) {
        for (const e of bindings.elements) uses.push({ to, name: (e.propertyName ?? e.name).text });
      }
      continue;
    }
    if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) continue;
      const to = target(file, node.moduleSpecifier.text);
      if (node.exportClause === undefined) passedOnWhole.push(to);
      else if (ts.isNamedExports(node.exportClause)) {
        for (const e of node.exportClause.elements)
          passedOn.set(e.name.text, { to, name: (e.propertyName ?? e.name).text });
      } else uses.push({ to, name: '*' });
      continue;
    }
    const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
    if (!modifiers.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) continue;
    if (modifiers.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword)) continue;
    const comment = text.slice(node.getFullStart(), node.getStart());
    for (const name of namesOf(node)) {
      const line = source.getLineAndCharacterOfPosition(name.getStart()).line + 1;
      exports.set(name.text, {
        line,
        usedHere: (identifiers.get(name.text) ?? 0) > 1,
        open: comment.includes('@public'),
      });
    }
  }
  return { file, exports, passedOn, passedOnWhole, uses };
}

const files = modules().filter((file) => !file.endsWith('.mdx'));
const tree = new Map(files.map((file) => [file, read(file)]));

/** `file name` of each export that somebody uses. */
const used = new Set<string>();

function use(to: string, name: string): void {
  const module = tree.get(to);
  const key = `${to} ${name}`;
  if (module === undefined || used.has(key)) return;
  used.add(key);
  if (name === '*') {
    for (const own of [...module.exports.keys(), ...module.passedOn.keys()]) use(to, own);
    for (const whole of module.passedOnWhole) use(whole, '*');
    return;
  }
  const from = module.passedOn.get(name);
  if (from !== undefined) use(from.to, from.name);
  else if (!module.exports.has(name)) for (const whole of module.passedOnWhole) use(whole, name);
}
for (const { file, uses, passedOn, passedOnWhole } of tree.values()) {
  for (const { to, name } of uses) use(to, name);
  if (!ENTRIES.test(file)) continue;
  // What an entry passes on, it offers to whoever runs it.
  for (const { to, name } of passedOn.values()) use(to, name);
  for (const to of passedOnWhole) use(to, '*');
}

const reached = new Set<string>();
const packages = new Set<string>();
function reach(file: string): void {
  if (reached.has(file)) return;
  reached.add(file);
  for (const { to } of tree.has(file) ? importsOf(file) : []) {
    if (tree.has(to)) reach(to);
    else packages.add(to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? to));
  }
}
for (const file of files) if (ENTRIES.test(file)) reach(file);

const problems: string[] = files
  .filter((file) => !reached.has(file))
  .map((file) => `${file}: nothing reaches this file`);
for (const { file, exports } of tree.values()) {
  if (!reached.has(file) || ENTRIES.test(file) || OFFERED.test(file)) continue;
  for (const [name, { line, usedHere, open }] of exports) {
    if (!usedHere && !open && !used.has(`${file} ${name}`)) problems.push(`${file}:${line}: nobody uses ${name}`);
  }
}

/** Needed without being imported: named in a style sheet, on a command line, or by another tool. */
const NOT_IMPORTED = new Set([
  '@typescript/native',
  'prettier',
  'eslint',
  '@types/node',
  '@types/react',
  '@types/react-dom',
]);
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<'dependencies' | 'devDependencies', object>;
const styles = ['index', 'fonts'].map((name) => readFileSync(`src/ui/styles/${name}.css`, 'utf8')).join('');
for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
  if (!packages.has(name) && !NOT_IMPORTED.has(name) && !styles.includes(`'${name}/`)) {
    problems.push(`package.json: nobody imports ${name}`);
  }
}

for (const problem of problems) console.log(problem);
console.log(`${files.length} files, ${problems.length} unused things`);
if (problems.length > 0) process.exitCode = 1;
