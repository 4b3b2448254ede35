import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GeneratedFile } from './generated-file.js';

export interface Difference {
  readonly path: string;
  /** One line for a person: what differs, and where first. */
  readonly message: string;
}

/**
 * Regenerates `files` below `root`, in their order, and returns how disk and generator differ. With `write` the disk is then made equal;
 * a file of `folders` that nobody generates is reported in both cases and never deleted: it may be somebody's work in the wrong place.
 */
export async function syncFiles(
  root: string,
  files: readonly GeneratedFile[],
  folders: readonly string[],
  write: boolean,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const file of files) {
    const target = path.join(root, file.path);
    const current = await readIfThere(target);
    const generated = await file.generate(current);
    if (generated === current) continue;
    differences.push({ path: file.path, message: current === undefined ? 'is missing' : describeFirstDifference(current, generated) });
    if (!write) continue;
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, generated);
  }
  const known = new Set(files.map((file) => file.path));
  for (const folder of folders) {
    for (const found of await listFiles(root, folder)) {
      if (!known.has(found)) differences.push({ path: found, message: `has no generator, and ${folder} holds generated files only` });
    }
  }
  return differences;
}

function describeFirstDifference(current: string, generated: string): string {
  const [old, made] = [current.split('\n'), generated.split('\n')];
  const line = old.findIndex((text, index) => text !== made[index]);
  const place = line === -1 ? old.length : line;
  const quote = (text: string | undefined) => (text === undefined ? 'the end of the file' : JSON.stringify(text.slice(0, 120)));
  return `differs at line ${place + 1}: generated ${quote(made[place])}; found ${quote(old[place])}`;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function listFiles(root: string, folder: string): Promise<string[]> {
  try {
    const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
