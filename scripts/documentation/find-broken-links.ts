import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface BrokenLink {
  readonly file: string;
  readonly link: string;
}

const folders = ['docs', 'libs', 'apps', 'data', 'migrations', 'scripts'];

/**
 * Links that lead nowhere: relative links of Markdown files, and mentions of `docs/….md` in code that is no test. A heading after `#` must exist, spelled as
 * GitHub makes anchors. Links to other hosts are not followed.
 */
export function findBrokenLinks(root: string): BrokenLink[] {
  const broken: BrokenLink[] = [];
  for (const file of listFiles(root)) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const links = file.endsWith('.md')
      ? markdownLinks(text).map((link) => ({ link, base: path.dirname(file) }))
      : mentions(text).map((link) => ({ link, base: '.' }));
    for (const { link, base } of links) if (!leadsSomewhere(root, base, link, file)) broken.push({ file, link });
  }
  return broken;
}

function listFiles(root: string): string[] {
  const below = folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter(
          (entry) =>
            entry.isFile() && /\.(md|tsx?)$/.test(entry.name) && !/\.(spec|props|int-spec|e2e-spec|chaos-spec)\.ts$/.test(entry.name),
        )
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
    );
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  return [...top, ...below].filter((file) => !file.split(path.sep).includes('node_modules')).sort();
}

const markdownLinks = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link]) => link as string)
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));

const mentions = (text: string): string[] => [...text.matchAll(/(?<![\w/.])docs\/[\w/.-]+\.md(?:#[\w-]+)?/g)].map(([link]) => link);

function leadsSomewhere(root: string, base: string, link: string, from: string): boolean {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? from : path.join(base, decodeURIComponent(target));
  if (!existsSync(path.join(root, file))) return false;
  return anchor === undefined || (file.endsWith('.md') && anchorsOf(readFileSync(path.join(root, file), 'utf8')).has(anchor));
}

/** Lower case, no punctuation, hyphens for spaces; a repeated heading gets a number. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of withoutFences(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const anchor = (heading as string)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

const withoutFences = (text: string): string => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
const withoutCode = (text: string): string => withoutFences(text).replace(/`[^`\n]*`/g, '');
