import { type Parsed, parsed, unparsable } from '@lockstep/kernel';
import type { TreeHead } from './merkle-proofs.js';

/** What is signed of a tree (c2sp.org/tlog-checkpoint): whose it is, how many entries it has, and its root. */
export interface Checkpoint extends TreeHead {
  /** Names the record for ever; one record, one origin. */
  readonly origin: string;
}

export const renderCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Lines after the third are allowed, and mean nothing here. */
export function parseCheckpoint(text: string): Parsed<Checkpoint> {
  const [, origin, size, encoded] = /^([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n/.exec(text) ?? [];
  if (origin === undefined || size === undefined || encoded === undefined)
    return unparsable(`must begin with origin, tree size and root, one a line; found ${JSON.stringify(text.slice(0, 200))}`);
  return parsed({ origin, size: Number(size), root: Buffer.from(encoded, 'base64') });
}
