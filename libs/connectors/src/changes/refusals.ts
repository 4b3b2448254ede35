import { type ChangePhase, type ChangeReading, ChangeSystemFailure } from '@lockstep/approvals';

/** Phases in which nothing is done about a record any more. */
export const OVER: ReadonlySet<ChangePhase> = new Set(['closed', 'cancelled']);

export const gone = (reference: string) =>
  new ChangeSystemFailure('not-found', `change ${reference.slice(0, 80)}; must be there; it is gone, or the account may not see it`, false);

export const notNow = ({ number, state }: ChangeReading, why: string) =>
  new ChangeSystemFailure('not-allowed-now', `change ${number}; ${why}; found in ${state}`, false);

export const notRevisable = ({ number, state }: ChangeReading, why: string) =>
  new ChangeSystemFailure('not-revisable', `change ${number}; ${why}; found in ${state}`, false);

export const ambiguous = (plan: string, numbers: readonly string[]) =>
  new ChangeSystemFailure('ambiguous', `plan ${plan}; one open record; found ${[...numbers].sort().join(', ')}`, false);

/** Nobody is asked to approve a record that shows less than the draft. */
export async function fieldsIgnored(
  { number }: ChangeReading,
  fields: readonly string[],
  cancel: (why: string) => Promise<unknown>,
): Promise<ChangeSystemFailure> {
  const why = `fields that were written are not there: ${[...new Set(fields)].join(', ')}`;
  const left = await cancel(`Cancelled by Lockstep: ${why}`).then(
    () => 'it is cancelled',
    (error: unknown) => {
      if (error instanceof ChangeSystemFailure) return 'it could not be cancelled';
      throw error;
    },
  );
  return new ChangeSystemFailure('fields-ignored', `change ${number}; ${why}; ${left}`, false);
}
