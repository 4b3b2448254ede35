import { compareTexts } from '@lockstep/kernel';

/** Something wrong in a document, at a place a person can open. Lines and columns count from 1; `path` is dotted (`spec.hops[2].from`). */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

/** `file:line:column: path: message` */
export const renderProblem = (p: Problem): string => `${p.file}:${p.line}:${p.column}: ${p.path === '' ? '' : `${p.path}: `}${p.message}`;

export const compareProblems = (a: Problem, b: Problem): number =>
  compareTexts(a.file, b.file) ||
  a.line - b.line ||
  a.column - b.column ||
  compareTexts(a.path, b.path) ||
  compareTexts(a.message, b.message);

export type Path = readonly (string | number)[];

/** `['spec','hops',2,'from']` → `spec.hops[2].from` */
export const renderPath = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (key.length > 100) return `${text}[${JSON.stringify(`${key.slice(0, 100)}…`)}]`;
    if (!/^[\w-]+$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');

/** RFC 6901: `['spec','hops',2]` → `/spec/hops/2` */
export const jsonPointer = (path: Path): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
