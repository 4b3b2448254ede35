import ts from 'typescript';

export interface Impurity {
  readonly line: number;
  readonly column: number;
  /** What was written, as short as it can be named: `Date.now`, `await`. */
  readonly found: string;
}

/** Globals that read the outside, wait for it or write to it. `Date` and `Math` are judged by what is done with them. */
const refusedGlobals = new Set(
  (
    'Promise process console performance fetch crypto globalThis global require setTimeout setInterval setImmediate clearTimeout clearInterval ' +
    'clearImmediate queueMicrotask Worker MessageChannel BroadcastChannel WebSocket Atomics SharedArrayBuffer WeakRef ' +
    'FinalizationRegistry Intl eval Function'
  ).split(' '),
);

/** Members that depend on the clock, on chance or on the machine's locale and time zone, whoever they are called on. */
const refusedMembers = new Set(
  (
    'localeCompare toLocaleString toLocaleDateString toLocaleTimeString toLocaleLowerCase toLocaleUpperCase getTimezoneOffset getFullYear ' +
    'getMonth getDate getDay getHours getMinutes toDateString toTimeString'
  ).split(' '),
);

/**
 * Finds what makes code depend on more than its arguments: clock, chance, waiting, process, locale.
 *
 * It reads syntax only. A parameter that is named like a refused global is reported as well: rename it. What a called package does inside
 * is out of its sight; the import rules list the packages that pure folders may use.
 */
export function findImpurities(fileName: string, text: string): Impurity[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const impurities: Impurity[] = [];
  const report = (node: ts.Node, found: string) => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    impurities.push({ line: line + 1, column: character + 1, found });
  };
  const visit = (node: ts.Node): void => {
    const found = judge(node);
    if (found !== undefined) report(node, found);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return impurities;
}

function judge(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async';
  if (node.kind === ts.SyntaxKind.AwaitKeyword || ts.isAwaitExpression(node)) return 'await';
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import()';
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'Date()';
  if (ts.isPropertyAccessExpression(node)) return judgeMember(node.expression, node.name.text);
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return judgeMember(node.expression, node.argumentExpression.text);
  }
  if (ts.isIdentifier(node) && refusedGlobals.has(node.text) && isReference(node)) return node.text;
  return undefined;
}

function judgeMember(object: ts.Expression, member: string): string | undefined {
  if (isNamed(object, 'Date') && member === 'now') return 'Date.now';
  if (isNamed(object, 'Math') && member === 'random') return 'Math.random';
  return refusedMembers.has(member) ? member : undefined;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** A name that is looked up, as opposed to one that is introduced or that belongs to an object. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  return (parent as ts.Node & { name?: ts.Node }).name !== node || ts.isShorthandPropertyAssignment(parent);
}
