import type { LearnedFact, SourceReport } from '@lockstep/fleet/domain';
import type { z } from 'zod';
import { ADDON_RELEASES, KUBERNETES_RELEASES, type Resource, TANZU_KUBERNETES_RELEASES } from '../api/resources.js';
import { type Asking, gather } from '../read-objects.js';
import { addonRelease, kubernetesRelease } from '../shapes.js';
import { kubernetesVersionOf, packageOf } from '../versions.js';
import { PUBLIC_NAMESPACE } from './cluster-facts.js';
import type { ReleasesByKubernetes } from './cluster-roll.js';

/**
 * The releases that a Supervisor offers, and what is in them. The adapter is inside the Antrea package, and the name of the package does not tell its
 * version: it is left out.
 */
export async function* learnReleases(asking: Asking): AsyncGenerator<SourceReport, ReleasesByKubernetes> {
  const served = (await asking.api.servedVersion(KUBERNETES_RELEASES)) !== null;
  const resource = served ? KUBERNETES_RELEASES : TANZU_KUBERNETES_RELEASES;
  const byKubernetes = new Map<string, string | null>();
  const learned = new Map<string, LearnedFact>();
  yield* gather(asking, {
    ...{ resource, shape: kubernetesRelease },
    keyOf: ({ name }) => name,
    keep: ({ metadata, spec }) => {
      const kubernetes = spec.kubernetes?.version ?? kubernetesVersionOf(spec.version);
      const known = byKubernetes.get(kubernetes);
      byKubernetes.set(kubernetes, known === undefined || known === spec.version ? spec.version : null);
      const fact = releaseFact(resource, metadata.name, spec);
      if (fact) learned.set(metadata.name, fact);
      return undefined;
    },
  });
  for (const fact of learned.values()) yield { report: 'learned', learned: fact };
  return byKubernetes;
}

type ReleaseSpec = z.output<typeof kubernetesRelease>['spec'];

/** Null: it names no Antrea, or more than one, so that nobody could say which a cluster gets. */
function releaseFact({ kind }: Resource, name: string, { version, bootstrapPackages }: ReleaseSpec): LearnedFact | null {
  const found = bootstrapPackages
    .map((entry, index) => ({ index, package: packageOf(entry.name) }))
    .filter((entry) => entry.package?.name === 'antrea');
  if (found.length !== 1) return null;
  const place = `${kind} ${name}, /spec/bootstrapPackages/${found[0]!.index}/name`;
  return { fact: 'release', component: 'vkr', version, bundle: { antrea: found[0]!.package!.version }, place };
}

/** Which VKr an Antrea may be installed on, as the platform itself enforces it. */
export async function* learnConstraints(asking: Asking): AsyncGenerator<SourceReport> {
  const learned = new Map<string, LearnedFact>();
  yield* gather(asking, {
    ...{ resource: ADDON_RELEASES, shape: addonRelease, namespaces: [PUBLIC_NAMESPACE] },
    only: ({ name }) => name.startsWith('antrea.'),
    keyOf: ({ name }) => name,
    keep: ({ metadata, spec: { addonRef, version, kubernetesVersionConstraints: range } }) => {
      if (addonRef.name === 'antrea' && range)
        learned.set(metadata.name, {
          fact: 'constraint',
          of: { component: 'antrea', version },
          needs: { component: 'vkr', range },
          place: `AddonRelease ${metadata.name}, /spec/kubernetesVersionConstraints`,
        });
      return undefined;
    },
  });
  for (const fact of learned.values()) yield { report: 'learned', learned: fact };
}
