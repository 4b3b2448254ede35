import type { SealState } from '@lockstep/event-store/postgres/audit';

/** Seals are made every second or so; a worker may be restarted meanwhile. */
const patience = 60_000;

/** Whether events wait for a seal longer than they should, for the readiness probe; null: none does. `now` in milliseconds since 1970. */
export function judgeSeals({ newest, unsealedSince }: SealState, now: number): string | null {
  if (unsealedSince === null || now - Date.parse(unsealedSince) < patience) return null;
  if (newest === null) return `the record is not sealed, since ${unsealedSince}: does the worker have LOCKSTEP_SEAL_KEY?`;
  return `events since ${unsealedSince} are not sealed; the last seal is of ${newest.sealedAt}: see the log of the worker`;
}
