import { setTimeout as sleep } from 'node:timers/promises';
import { ChangeSystemFailure } from '@lockstep/approvals';
import type { ServiceNowApi } from './servicenow-api.js';

const POLLS = 10;

/**
 * Links what a plan moves as affected items. Waits a little for the worker that does it; one that takes longer goes on by itself.
 *
 * @param pause milliseconds between two questions to the worker
 * @returns the names that could not be linked: no item has them, or several, or the account may not read items
 */
export async function linkItems(
  api: ServiceNowApi,
  sysId: string,
  names: readonly string[],
  pause: number,
  signal: AbortSignal,
): Promise<string[]> {
  if (names.length === 0) return [];
  const found = await readable(api.itemsNamed(names, signal));
  if (!found) return [...names];
  const linked = names.filter((name) => found.get(name)?.length === 1);
  const left = names.filter((name) => !linked.includes(name));
  if (linked.length === 0) return left;
  const worker = await api.attachItems(
    sysId,
    linked.map((name) => found.get(name)![0]!),
    signal,
  );
  for (let poll = 0; poll < POLLS; poll++) {
    const state = await api.worker(worker, signal);
    if (state === 'failed') return [...names];
    if (state === 'done') break;
    await sleep(pause, undefined, { signal });
  }
  return left;
}

/** Undefined: the account may not read it. Links are a help for people; what is approved stands in the texts. */
async function readable<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ChangeSystemFailure && (error.fault === 'forbidden' || error.fault === 'not-found')) return undefined;
    throw error;
  }
}
