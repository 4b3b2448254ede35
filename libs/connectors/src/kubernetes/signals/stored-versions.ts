import type { Signal } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';
import type { z } from 'zod';
import type { resourceDefinition } from '../shapes.js';

/** Names of definitions with what is wrong with what is stored of them. */
export interface StoredVersions {
  readonly definitions: number;
  /** Stored in a version that is no longer served: unreadable from now on. */
  readonly lost: readonly string[];
  /** Stored in a version that is on its way out, or no longer the one to store. */
  readonly old: readonly string[];
}

export const isOfAntrea = (name: string): boolean => name.endsWith('.crd.antrea.io');

export function storedVersionsOf({ metadata, spec, status }: z.output<typeof resourceDefinition>): Pick<StoredVersions, 'lost' | 'old'> {
  const [lost, old] = [[] as string[], [] as string[]];
  for (const stored of status.storedVersions) {
    const version = spec.versions.find(({ name }) => name === stored);
    if (!version?.served) lost.push(`${metadata.name} ${stored}`);
    else if (!version.storage || version.deprecated) old.push(`${metadata.name} ${stored}`);
  }
  return { lost, old };
}

/** So many are named. */
const MOST_NAMES = 5;

/** @param found undefined: the definitions could not all be read */
export function storedVersionsSignal(found: StoredVersions | undefined): Signal {
  const name = 'stored-versions';
  if (found === undefined) return { name, state: 'unknown', detail: 'resource definitions could not be read' };
  if (found.definitions === 0) return { name, state: 'unknown', detail: 'no resource definition of Antrea' };
  if (found.lost.length > 0) return { name, state: 'failed', detail: `no longer served: ${listed(found.lost)}` };
  if (found.old.length > 0) return { name, state: 'degraded', detail: `to be migrated: ${listed(found.old)}` };
  return { name, state: 'ok', detail: null };
}

const listed = (names: readonly string[]): string => {
  const sorted = [...names].sort(compareTexts);
  return [...sorted.slice(0, MOST_NAMES), ...(sorted.length > MOST_NAMES ? [`${sorted.length - MOST_NAMES} more`] : [])].join(', ');
};
