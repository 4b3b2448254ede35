import { plural, renderObjective } from '@lockstep/planner';
import type { Moment, Named, StepWork } from './change-document.js';
import type { StandingExposures } from './standing-exposures.js';
import type { WayBack } from './ways-back.js';

/** `a, b and 12 more`; of none the word for none. */
export function wordNamed({ count, names }: Named, none = 'none'): string {
  if (count === 0) return none;
  const more = count - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

export const wordMoment = ({ utc, local }: Moment): string => (local === null ? utc : `${utc} (${local})`);

export function wordMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

export const wordWork = ({ least, most }: StepWork): string =>
  least === most ? wordMinutes(least) : `${wordMinutes(least)} all at once, ${wordMinutes(most)} one after the other`;

export function wordWay(way: WayBack): string {
  switch (way.kind) {
    case 'resting':
      return 'Stop here: what the plan has touched by now may stay as it is.';
    case 'resting-exposed':
      return `The plan may be stopped here, what it has touched by now may stay as it is; but ${wordStanding(way.exposed)}.`;
    case 'forward':
      return `Go on to the nearest resting place, ${plural(way.steps.length + way.untold, 'step')} (${renderObjective(way.objective)}): ${way.steps.join('; ')}${way.untold > 0 ? `; and ${way.untold} more` : ''}.${way.exposed.told.length > 0 ? ` The plan may be stopped there; but ${wordStanding(way.exposed)}.` : ''}`;
    case 'none':
      return `None: no safe way leads to a resting place. ${way.why.join(' ')}`;
    case 'undecided':
      return `Not known: the search ended at its bound. ${way.why.join(' ')}`;
  }
}

function wordStanding({ told, untold }: StandingExposures): string {
  const words = told.map(
    ({ pairing, is, until }) =>
      `${pairing} ${is === 'outside' ? 'stays outside its window' : 'stays on what is good to pass through only'}${until === null ? ', and no step of the plan ends that' : ` until ${until} is done`}`,
  );
  const more = untold > 0 ? `; and ${untold} more of the kind` : '';
  return `${words.join('; ')}${more}${told.some(({ until }) => until !== null) ? ': going on with the plan is safer' : ''}`;
}
