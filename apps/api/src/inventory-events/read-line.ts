import { isUtf8 } from 'node:buffer';
import { type Refusal, renderFound, type ReportedEvent } from '@lockstep/fleet';
import { deepestNesting, nestsTooDeep } from '@lockstep/platform';
import { parse } from 'secure-json-parse';
import { readCloudEvent } from './cloud-event.js';
import type { Line } from './line-splitter.js';

/** Bytes of one event; the largest that makes sense, thousands of IP blocks, has fewer. */
export const longestLine = 1024 * 1024;

/** The CloudEvent in a line, or what is wrong with it. */
export function readLine({ bytes }: Line): ReportedEvent | readonly Refusal[] {
  if (bytes === null) return refuse(`must have at most ${longestLine} bytes`, 'more');
  if (!isUtf8(bytes)) return refuse('must be UTF-8', 'an invalid byte sequence');
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    return refuse('must be JSON without keys that change prototypes', renderFound(text));
  }
  if (nestsTooDeep(value)) return refuse(`must nest at most ${deepestNesting} deep`, 'more');
  return readCloudEvent(value);
}

const refuse = (rule: string, found: string): readonly Refusal[] => [{ pointer: '', rule, found }];
