import { canonicalJson } from '@lockstep/kernel';
import type { NodeName } from '../findings/finding.js';
import {
  SOURCE_CHANGED,
  SOURCE_FAULTS_OBSERVED,
  SOURCE_REGISTERED,
  SOURCE_REMOVED,
  type SourceDescription,
  type SourceEvent,
} from './source-events.js';
import { faultsBeyond, keptFaults } from './source-faults.js';
import type { SourceFault } from './sighting.js';

/** What the stream of a source comes to. */
export interface SourceState {
  /** Null: never registered, or removed. */
  readonly description: SourceDescription | null;
  /** Grows when people change something, and not by what looks find. 0: never registered. */
  readonly revision: number;
  readonly faults: readonly SourceFault[];
  readonly omitted: number;
}

export type SourceCommand =
  | { readonly command: 'register'; readonly description: SourceDescription }
  /** `revision`: the one that the change was made on; absent: any. */
  | { readonly command: 'change'; readonly change: Partial<Omit<SourceDescription, 'system'>>; readonly revision?: number }
  | { readonly command: 'remove'; readonly revision?: number }
  | { readonly command: 'observe-faults'; readonly scan: string; readonly faults: readonly SourceFault[] };

export type SourceRefusal =
  | { readonly refusal: 'exists' }
  | { readonly refusal: 'unknown' }
  | { readonly refusal: 'stale'; readonly revision: number }
  /** It would speak for another node than it was registered for: what it has seen hangs on that one. */
  | { readonly refusal: 'other-node'; readonly speaksFor: NodeName };

type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly SourceEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: SourceRefusal };

const accepted = (...events: readonly SourceEvent[]): Decision => ({ outcome: 'accepted', events });
const refused = (refusal: SourceRefusal): Decision => ({ outcome: 'refused', refusal });

export const sourceDecider = {
  initialState: { description: null, revision: 0, faults: [], omitted: 0 } as SourceState,

  decide(command: SourceCommand, { description, revision, faults, omitted }: SourceState): Decision {
    if (command.command === 'register')
      return description ? refused({ refusal: 'exists' }) : accepted({ type: SOURCE_REGISTERED, data: command.description });
    if (!description) return refused({ refusal: 'unknown' });
    if (command.command === 'observe-faults') {
      const found = keptFaults(command.faults);
      if (found.omitted === omitted && canonicalJson(found.faults) === canonicalJson(faults)) return accepted();
      const { speaksFor } = description;
      const data = { scan: command.scan, speaksFor, ...found, cleared: faultsBeyond(faults, found.faults) };
      return accepted({ type: SOURCE_FAULTS_OBSERVED, data });
    }
    if (command.revision !== undefined && command.revision !== revision) return refused({ refusal: 'stale', revision });
    if (command.command === 'remove') return accepted({ type: SOURCE_REMOVED, data: { cleared: faults } });
    const { speaksFor } = description;
    if (canonicalJson(command.change.speaksFor ?? speaksFor) !== canonicalJson(speaksFor))
      return refused({ refusal: 'other-node', speaksFor });
    const { system: _, ...before } = description;
    const data = { ...before, ...given(command.change) };
    return canonicalJson(data) === canonicalJson(before) ? accepted() : accepted({ type: SOURCE_CHANGED, data });
  },

  evolve(state: SourceState, event: SourceEvent): SourceState {
    switch (event.type) {
      case SOURCE_REGISTERED:
        return { description: event.data, revision: state.revision + 1, faults: [], omitted: 0 };
      case SOURCE_CHANGED:
        return { ...state, description: state.description && { ...state.description, ...event.data }, revision: state.revision + 1 };
      case SOURCE_REMOVED:
        return { description: null, revision: state.revision + 1, faults: [], omitted: 0 };
      case SOURCE_FAULTS_OBSERVED:
        return { ...state, faults: event.data.faults, omitted: event.data.omitted };
      default:
        return state;
    }
  },
};

const given = <Members extends object>(members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
