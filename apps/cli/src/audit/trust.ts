import { readFileSync } from 'node:fs';
import { type Checkpoint, type NoteKey, parseCheckpoint, parseNoteKey, verifyNote } from '@lockstep/event-store/audit';
import { Option } from 'commander';
import { InputError } from '../input.js';

const collect = (value: string, earlier: string[]): string[] => [...earlier, value];

export const keyOption = (): Option =>
  new Option('--key <verifier key>', 'key whose signatures count, from where it was kept; may be repeated')
    .argParser(collect as never)
    .default([], 'none');

export function readKeys(texts: readonly string[]): NoteKey[] {
  return texts.map((text) => {
    const key = parseNoteKey(text);
    if (!key.ok) throw new InputError([`--key: ${key.problem}`]);
    return key.value;
  });
}

export const checkpointOption = (): Option =>
  new Option('--checkpoint <file>', 'signed checkpoint that was kept elsewhere; may be repeated')
    .argParser(collect as never)
    .default([], 'none');

/** A checkpoint is believed because of where it was kept; with keys its signature must be good besides. */
export function readCheckpoints(files: readonly string[], keys: readonly NoteKey[]): Checkpoint[] {
  const checkpoints = files.map((file) => {
    const note = readText(file);
    const verdict = verifyNote(note, keys);
    const signed = verdict.outcome === 'signed' || (keys.length === 0 && verdict.outcome === 'unknown-key');
    if (!signed) throw new InputError([`${file}: must be a checkpoint signed by a known key; found ${verdict.outcome}`]);
    const checkpoint = parseCheckpoint(verdict.text);
    if (!checkpoint.ok) throw new InputError([`${file}: checkpoint ${checkpoint.problem}`]);
    return checkpoint.value;
  });
  const origins = new Set(checkpoints.map(({ origin }) => origin));
  if (origins.size > 1) throw new InputError([`--checkpoint: all must be of one record; found ${[...origins].join(', ')}`]);
  return checkpoints;
}

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError([`${file}: must be readable; found ${(error as Error).message}`]);
  }
}
