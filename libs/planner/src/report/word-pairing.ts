import { type Change, type Obstacle, UNKNOWN_VERSION } from '@lockstep/documents';
import { type Statement } from '@lockstep/matrix/domain';
import { judgingOf } from '../model/inputs.js';
import type { NarratedInput } from './narrate.js';

type Pairing = Obstacle & { kind: 'pairing' };
type Assumption = Change & { kind: 'assume-statement' };
type Ignored = NonNullable<Pairing['ignored']>[number];

/** Why a pairing stands in the way: what decides, and what was said of it and does not count. */
export function wordPairing(input: NarratedInput, { versions, verdict, statement, note, sources, ignored = [] }: Pairing): string {
  if (versions.includes(UNKNOWN_VERSION)) return 'nobody could observe which version runs';
  const decides = statement !== null && !ignored.some((one) => one.statement === statement);
  const clauses = ignored.map((one) => wordIgnored(input, one));
  if (decides) {
    const rest = verdict === 'transitional' ? ', to pass through and not to stay on' : '';
    clauses.unshift(`${verdict} by ${statement}${rest}${note ? `: ${note}` : ''}${wordSources(sources ?? [])}`);
  }
  return clauses.length > 0 ? clauses.join('; and ') : 'no statement covers it';
}

function wordIgnored(input: NarratedInput, one: Ignored): string {
  const statement = input.matrix.matrix.findStatement(one.statement);
  if (!statement) return one.statement;
  const { id, status, note, sources } = statement;
  const said = `${status} by ${id}${note ? ` (${note})` : ''}${wordSources(sources)}`;
  if (one.because === 'expired') return `${said}, which ${wordExpiry(input, statement)}`;
  const { evidence: floor, acceptUntested } = input.goal.spec.policy;
  const lower = status === 'untested' && !acceptUntested ? '' : ' or a lower floor';
  const [why, otherwise] =
    one.because === 'untested'
      ? ['which the policy does not accept', ' or `acceptUntested`']
      : [`whose evidence ${statement.evidence} lies below the floor ${floor}`, lower];
  return `${said}, ${why}${one.waivable ? `; a waiver of ${id}${otherwise} would admit it${wordOldWaiver(input, id)}` : ''}`;
}

/** What is known today of a pair that somebody should validate, and whether an entry of the goal would do instead. */
export function wordToday(input: NarratedInput, { verdict, ignored = [] }: Assumption): string {
  const clauses = ignored.flatMap((one) => {
    const statement = input.matrix.matrix.findStatement(one.statement);
    if (!statement) return [];
    const { id, status, evidence } = statement;
    if (one.because === 'expired') return [`${id} ${wordExpiry(input, statement)}`];
    if (!one.waivable) return [`${status} by ${id}, of evidence ${evidence} below the floor`];
    // One that is good for passing only may not be enough to stay on.
    return status === 'transitional' ? [] : [`a waiver of ${id} (${status}, ${evidence}) would do`];
  });
  return [`${verdict} today`, ...clauses].join('; ');
}

function wordExpiry({ fleet, goal }: NarratedInput, statement: Statement): string {
  const { day } = judgingOf(fleet, goal);
  return day === null ? `counts until ${statement.expires} only, and the snapshot names no day` : `expired on ${statement.expires}`;
}

/** Somebody who waived it before wonders why that does not help. */
function wordOldWaiver({ goal }: NarratedInput, id: string): string {
  const waiver = goal.spec.policy.waivers.find(({ statement }) => statement === id);
  return waiver ? ` (the one by ${waiver.by} counts until ${waiver.expires} only)` : '';
}

const wordSources = (sources: readonly string[]): string => (sources.length > 0 ? ` [${sources.join(', ')}]` : '');
