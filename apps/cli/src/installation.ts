import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * A file of this installation, by its path from the package's root. Found from the running script upwards, because a bundle does not
 * know where its modules used to lie.
 */
export function installed(...parts: string[]): string {
  for (let folder = path.dirname(realpathSync(process.argv[1]!)); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'lockstep')
      return path.join(folder, ...parts);
    if (path.dirname(folder) === folder)
      throw new Error(`installation; ${process.argv[1]}; must lie below the lockstep package; found no package.json of it`);
  }
}
