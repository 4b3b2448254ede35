import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceReport } from '@lockstep/fleet/domain';
import { SourceFailure } from '@lockstep/fleet/scans';
import { type Authorizer, namedWorld, rbacAuthorizer, type ServedWorld, serveWorld, WireFaults } from '@lockstep/simulation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { faultsIn, lookAround, openSupervisor } from '../../test/kubernetes/open-supervisor.js';

type Manifest = Parameters<typeof rbacAuthorizer>[0][number];
type Rule = Record<'apiGroups' | 'resources' | 'verbs', string[]>;

const folder = path.resolve(import.meta.dirname, '../../../../data/rbac');
const manifestsIn = (file: string, edit = (text: string) => text): Manifest[] =>
  parseAllDocuments(edit(readFileSync(path.join(folder, file), 'utf8'))).map((document) => document.toJS() as Manifest);

const everywhere = [...manifestsIn('supervisor.yaml'), ...manifestsIn('supervisor-everywhere.yaml')];
const inNamespaces = (...names: string[]) => [
  ...manifestsIn('supervisor.yaml'),
  ...names.flatMap((name) => manifestsIn('supervisor-namespace.yaml', (text) => text.replaceAll('NAMESPACE', name))),
];
const guest = manifestsIn('guest.yaml');

let served: ServedWorld;
let rights: Record<'supervisor' | 'guest', Authorizer>;
beforeAll(async () => {
  served = await serveWorld(namedWorld('two-sites'), {
    supervisorRights: (request) => rights.supervisor(request),
    guestRights: (request) => rights.guest(request),
    faults: oldReleases(),
  });
});
afterAll(() => served.close());

/** Looks at every Supervisor of the world, and into all its clusters or so many. */
async function lookWith(
  supervisor: readonly Manifest[],
  guest: readonly Manifest[],
  { settings = {}, inside = Infinity } = {},
): Promise<SourceReport[]> {
  rights = { supervisor: rbacAuthorizer(supervisor), guest: rbacAuthorizer(guest) };
  const reports: SourceReport[] = [];
  for (const id of Object.keys(served.supervisors)) {
    const source = openSupervisor(served, id, { settings });
    try {
      reports.push(...(await lookAround(source, inside)));
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      reports.push({ report: 'fault', fault: error.fault });
    } finally {
      await source.close();
    }
  }
  return reports;
}

/** One of the Supervisors is of the time before KubernetesRelease. */
const oldReleases = () =>
  new WireFaults([
    {
      server: `supervisor ${[...namedWorld('two-sites').all('supervisor')].at(-1)!.id}`,
      request: /^GET \/apis\/?$/,
      fault: {
        kind: 'garble',
        with: (body) => ({
          ...(body as object),
          groups: (body as { groups: { name: string }[] }).groups.filter(({ name }) => name !== 'kubernetes.vmware.com'),
        }),
      },
    },
  ]);

/** Each manifest list with one right less: one resource of one rule. */
function* withOneLess(manifests: readonly Manifest[]): Generator<readonly [string, Manifest[]]> {
  for (const [at, manifest] of manifests.entries())
    for (const [index, rule] of ((manifest['rules'] ?? []) as Rule[]).entries())
      for (const resource of rule.resources) {
        const left = rule.resources.filter((one) => one !== resource);
        const rules = (manifest['rules'] as Rule[]).flatMap((one, other) =>
          other !== index ? [one] : left.length > 0 ? [{ ...one, resources: left }] : [],
        );
        yield [`${rule.verbs.join()} ${resource}`, manifests.map((one, other) => (other === at ? { ...manifest, rules } : one))];
      }
}

describe('the RBAC manifests', () => {
  let whole: SourceReport[];
  beforeAll(async () => {
    whole = await lookWith(everywhere, guest);
  });

  it('let everything be seen that there is', () => {
    expect(faultsIn(whole)).toEqual([]);
    const everything = whole.map(({ report }) => report);
    for (const kind of ['sighting', 'cluster', 'learned']) expect(everything).toContain(kind);
  });

  it('show the same through bindings in each namespace', async () => {
    const namespaces = [
      ...new Set(
        namedWorld('two-sites')
          .all('cluster')
          .map(({ namespace }) => namespace),
      ),
    ];
    const seen = await lookWith(inNamespaces(...namespaces), guest, { settings: { namespaces } });
    expect(sorted(seen)).toEqual(sorted(whole));
  });

  it.each([...withOneLess(everywhere)])('would miss something without: %s on the Supervisor', async (_, less) => {
    expect(faultsIn(await lookWith(less, guest, { inside: 1 })).map(({ code }) => code)).toContain('not-authorized');
  });

  it.each([...withOneLess(guest)])('would miss something without: %s in a cluster', async (_, less) => {
    expect(faultsIn(await lookWith(everywhere, less, { inside: 1 })).map(({ code }) => code)).toContain('not-authorized');
  });

  it('grant nothing but reading, and no list of Secrets', () => {
    const rules = [...everywhere, ...guest].flatMap((manifest) => (manifest['rules'] ?? []) as Rule[]);
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list']));
    for (const { resources, verbs } of rules) if (resources.includes('secrets')) expect(verbs).toEqual(['get']);
    expect(rules.flatMap(({ apiGroups, resources }) => [...apiGroups, ...resources])).not.toContain('*');
  });
});

const sorted = (reports: readonly SourceReport[]) => reports.map((report) => JSON.stringify(report)).sort();
