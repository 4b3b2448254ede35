import { type Finding, type FoundEvent, foundEvent, nameEvent } from './finding.js';
import type { GoneEvent } from './missing-events.js';
import { entryLength, hexEntry, type RawEvent } from './raw-event.js';
import type { Seal } from './seal.js';

/** An event of a batch, without its data: a batch stays small in memory. */
export interface SeenEvent {
  /** In hex. */
  readonly entry: string;
  readonly event: FoundEvent;
}

const hexLength = entryLength * 2;

export const seeEvent = (event: RawEvent): SeenEvent => ({ entry: hexEntry(event), event: foundEvent(event) });

/** The first event that is not what the seal holds at its place, if there is one. */
export function compareBatch(
  { entries, previousSize, treeSize }: Seal,
  seen: readonly SeenEvent[],
): { readonly finding: Finding } | GoneEvent | undefined {
  const sealed = entries.toString('hex');
  const entryAt = (index: number): string | undefined => sealed.slice(index * hexLength, (index + 1) * hexLength) || undefined;
  const length = Math.max(Math.ceil(entries.length / entryLength), seen.length);
  let at = 0;
  while (at < length && seen[at]?.entry === entryAt(at)) at++;
  if (at === length) return undefined;
  const [here, expected] = [seen[at], entryAt(at)];
  const isSealed = here !== undefined && indexOfEntry(sealed, here.entry) >= 0;
  const isPresent = expected !== undefined && seen.some(({ entry }) => entry === expected);
  const position = expected === undefined ? null : Number(`0x${expected.slice(0, 16)}`);
  const index = previousSize + at;
  const sealName = `seal of ${treeSize} events`;
  if (here !== undefined && isSealed === isPresent && expected !== undefined)
    return isSealed
      ? finding(
          'reordered',
          here.event,
          `event ${nameEvent(here.event)}; ${sealName}; position ${position} must stand here; found them in another order`,
        )
      : finding(
          'changed',
          here.event,
          `event ${nameEvent(here.event)}; ${sealName}; must be as sealed at position ${position}; found other hashes`,
        );
  if (here !== undefined && !isSealed)
    return finding(
      'inserted',
      here.event,
      `event ${nameEvent(here.event)}; ${sealName}; must be in the seal over its place; found it in none`,
    );
  if (expected === undefined)
    return finding('inserted', here!.event, `event ${nameEvent(here!.event)}; ${sealName}; must stand once; found it again`);
  const gone = { stream: null, version: null, position, id: null };
  const chainHash = expected.slice(16);
  return {
    ...finding('removed', gone, `event at position ${position}; ${sealName}; must stand ${beside(seen, at)}; found none`),
    chainHash,
  };

  function finding(kind: Finding['kind'], event: FoundEvent, message: string): { readonly finding: Finding } {
    return { finding: { layer: 'seal', kind, index, event, message } };
  }
}

function beside(seen: readonly SeenEvent[], at: number): string {
  if (seen[at] !== undefined) return `before ${nameEvent(seen[at].event)}`;
  return at > 0 ? `after ${nameEvent(seen[at - 1]!.event)}` : 'in the record';
}

function indexOfEntry(sealed: string, entry: string): number {
  let at = sealed.indexOf(entry);
  while (at >= 0 && at % hexLength !== 0) at = sealed.indexOf(entry, at + 1);
  return at < 0 ? -1 : at / hexLength;
}
