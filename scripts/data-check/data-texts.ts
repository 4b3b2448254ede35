import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceText } from '@lockstep/documents';
import type { DataTexts } from './check-data.js';

/** Everything under `data/`; paths are kept relative to where the check was started, so that a terminal can open them. */
export const readDataTexts = (root: string): DataTexts => ({
  base: yamlIn(path.join(root, 'matrix')),
  overlays: yamlIn(path.join(root, 'matrix', 'overlays')),
  examples: [...yamlIn(path.join(root, 'fleets')), ...yamlIn(path.join(root, 'goals'))],
});

const yamlIn = (folder: string): SourceText[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
