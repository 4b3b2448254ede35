import type { PlanSpec } from '@lockstep/documents';
import type { Version } from '@lockstep/kernel';
import type { CheckContext } from './check-context.js';
import { domainOf, type LatestDecisions } from './final-state.js';
import type { Refutation } from './refutation.js';

/** Reads what a plan decided its `latest` targets to be. That a decision is the highest possible is a claim of the search; that it is reached is proved here. */
export function readDecisions(
  context: CheckContext,
  plan: string,
  entries: PlanSpec['latest'],
): { decisions: LatestDecisions; refutations: Refutation[] } {
  const refutations: Refutation[] = [];
  const decided = new Map<string, Version>();
  const domains = context.targets.map(({ instances }) => new Set(instances.map(domainOf)));
  for (const { target: index, nsxManager, version: text } of entries) {
    const refute = (why: string) =>
      refutations.push({
        kind: 'latest',
        target: index,
        nsxManager,
        message: `plan ${plan}: latest of target ${index} under ${nsxManager}; ${why}`,
      });
    const target = context.targets[index];
    if (!target || target.range !== null) {
      refute(`a decision is about a \`latest\` target of the goal; found ${target ? target.text : 'no such target'}`);
      continue;
    }
    const version = context.matrix.readVersion(target.component, text);
    const key = `${index} ${nsxManager}`;
    if (!domains[index]!.has(nsxManager)) refute('a decision is about a domain with selected instances; found none');
    else if (decided.has(key)) refute('it is decided once; found it twice');
    else if (!version.ok) refute(version.problem);
    else if (!context.matrix.findRelease(target.component, version.value)) refute(`a decision is a listed release; found ${text}`);
    else decided.set(key, version.value);
  }
  return { decisions: (target, nsxManager) => decided.get(`${target.index} ${nsxManager}`), refutations };
}
