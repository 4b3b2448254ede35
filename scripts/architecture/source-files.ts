import { readdirSync } from 'node:fs';
import path from 'node:path';

/** @returns every TypeScript file below `folders` of `root`, relative to `root`, with forward slashes, sorted; a missing folder is empty. */
export function listSourceFiles(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => {
      const entries = readEntries(path.join(root, folder));
      return entries
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    })
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file))
    .sort();
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
