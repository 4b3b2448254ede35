import { lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the PostgreSQL binaries of this platform's optional npm package and repairs the library links that a package can not carry
 *  (npm drops symlinks; the package's own install script makes them, unless `--ignore-scripts` was given).
 *  Errors: unsupported platform, package not installed, links missing in a read-only folder. */
export async function ensurePostgresBinaries(): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = join(dirname(resolvePackage(packageName)), '..');
  await ensureLibraryLinks(root);
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') };
}

/** Bundlers may freeze `import.meta.url` to the source file of the build machine; the started script and the working folder are looked at too. */
function resolvePackage(packageName: string): string {
  for (const base of [import.meta.url, process.argv[1], join(process.cwd(), 'package.json')]) {
    if (base === undefined || base === '') continue;
    try {
      return createRequire(base).resolve(packageName);
    } catch {
      continue;
    }
  }
  throw new EmbeddedPostgresError(
    `embedded PostgreSQL; npm package ${packageName}; must be installed (it is an optional dependency for linux and macOS on x64 and arm64), ` +
      'or DATABASE_URL must name a PostgreSQL server; found neither',
  );
}

async function ensureLibraryLinks(root: string): Promise<void> {
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    const exists = await lstat(path).then(
      () => true,
      () => false,
    );
    if (exists) continue;
    // Source and target lie in the same folder, so the link can be relative and survives a move of node_modules.
    await symlink(basename(source), path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return;
      throw new EmbeddedPostgresError(`embedded PostgreSQL; ${path}; the library link must exist or be creatable; found ${cause.code}`, {
        cause,
      });
    });
  }
}
