import type { Statement } from '@lockstep/matrix/domain';
import type { NarratedInput } from './narrate.js';

const MAX_NAMED = 3;

/** What a plan leans on, as a board asks for it: the weakest statements, and whoever accepted what is weaker than the policy allows. */
export function leaningFacts({ matrix: { matrix }, goal, plan: { spec } }: NarratedInput): [string, string][] {
  const facts: [string, string][] = [];
  const weakest = spec.weakest.flatMap((id) => matrix.findStatement(id) ?? []);
  if (weakest.length > 0) {
    const named = weakest.slice(0, MAX_NAMED).map(nameWithOrigin).join(', ');
    const more = weakest.length > MAX_NAMED ? ` and ${weakest.length - MAX_NAMED} more` : '';
    facts.push(['evidence', `the weakest it leans on is of kind ${spec.evidenceFloor}: ${named}${more}`]);
  }
  for (const id of spec.waived) {
    const [statement, waiver] = [matrix.findStatement(id), goal.spec.policy.waivers.find((entry) => entry.statement === id)];
    if (statement && waiver)
      facts.push([
        'waiver',
        `${statement.status} (${statement.evidence}) by ${nameWithOrigin(statement)}; accepted by ${waiver.by} until ${waiver.expires}: ${waiver.reason}`,
      ]);
  }
  return facts;
}

/** `adapter-1.3-nsx-4.2 (source lab, expires 2027-03-31)` */
function nameWithOrigin({ id, sources, expires }: Statement): string {
  const origin = [
    ...(sources.length === 0 ? [] : [`${sources.length === 1 ? 'source' : 'sources'} ${sources.join(' and ')}`]),
    ...(expires === null ? [] : [`expires ${expires}`]),
  ];
  return origin.length === 0 ? id : `${id} (${origin.join(', ')})`;
}
