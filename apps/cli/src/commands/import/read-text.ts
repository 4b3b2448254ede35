import { readFileSync } from 'node:fs';
import { decodeUtf8 } from '@lockstep/documents';
import { InputError, refuse } from '../../input.js';

const STANDARD_INPUT = '-';

export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/** The text of a file, or of standard input for `-`. A byte order mark is no content. */
export function readText(name: string): NamedText {
  const file = name === STANDARD_INPUT ? 'stdin' : name;
  let bytes: Buffer;
  try {
    bytes = readFileSync(name === STANDARD_INPUT ? 0 : name);
  } catch (error) {
    throw new InputError([`${file}:1:1: cannot be read: ${(error as Error).message}`]);
  }
  const text = decodeUtf8(bytes, file);
  if (typeof text === 'string') return { file, text };
  refuse([text]);
  throw new Error('unreachable: the problem was refused');
}
