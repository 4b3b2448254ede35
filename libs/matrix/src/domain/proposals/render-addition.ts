import { API_VERSION, type CompatibilityMatrix } from '@lockstep/documents';
import type { ProposalSource, ProposedAddition } from './proposed-addition.js';

const RUNNING_NOTE = 'seen running in healthy clusters; a policy whose evidence floor is above `observed` ignores it';
const CONSTRAINT_NOTE =
  'the platform itself lets them go together; nobody was seen to run it; a policy whose evidence floor is above `observed` ignores it';

/** The addition as an overlay, each source named. Its evidence is `observed`, whatever the platform claims. */
export function renderAddition(id: string, addition: ProposedAddition, sources: readonly ProposalSource[]): CompatibilityMatrix {
  const ids = sources.map((_, index) => `observed-${id.slice(0, 16)}-${index + 1}`);
  const spec: CompatibilityMatrix['spec'] = {
    components: [],
    relations: [],
    releases: addition.addition === 'release' ? [renderRelease(addition, ids)] : [],
    statements: addition.addition === 'release' ? [] : [{ id: `observed-${id.slice(0, 16)}`, ...renderStatement(addition), sources: ids }],
    hops: [],
    sources: sources.map(({ title, place, day }, index) => ({
      id: ids[index]!,
      title: title.slice(0, 200),
      confidence: 'observed',
      retrieved: day,
      note: place.slice(0, 4_000),
    })),
  };
  return { apiVersion: API_VERSION, kind: 'CompatibilityMatrix', metadata: { name: `proposal-${id}` }, spec };
}

function renderRelease({ component, version, bundle }: Extract<ProposedAddition, { addition: 'release' }>, sources: string[]) {
  return { component, version, ...(Object.keys(bundle).length > 0 && { bundle: { ...bundle } }), sources };
}

function renderStatement(addition: Exclude<ProposedAddition, { addition: 'release' }>) {
  const exactly = (version: string) => `=${version}`;
  if (addition.addition === 'running-pair')
    return {
      between: Object.fromEntries(Object.entries(addition.versions).map(([component, version]) => [component, exactly(version)])),
      status: 'validated' as const,
      evidence: 'observed' as const,
      note: RUNNING_NOTE,
    };
  const { of, needs } = addition;
  return {
    between: { [of.component]: exactly(of.version), [needs.component]: needs.range },
    // Not `untested`: where silence means allow, that would take away what nobody has taken away.
    status: 'validated' as const,
    evidence: 'observed' as const,
    note: CONSTRAINT_NOTE,
  };
}
