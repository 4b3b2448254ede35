import type { CompatibilityMatrix } from '@lockstep/documents';
import type { FleetJudge, Judged, LineNode } from '../src/domain/index.js';

/** A matrix that says nothing: its name holds how far a node and the NSX above it may lie apart. */
export const bandMatrix = (band: number): CompatibilityMatrix => ({
  apiVersion: 'lockstep/v1',
  kind: 'CompatibilityMatrix',
  metadata: { name: String(band) },
  spec: { components: [], relations: [], releases: [], statements: [], hops: [], sources: [] },
});

const versionOf = (node: LineNode | undefined): number | undefined => {
  const text = node?.versions['vkr'];
  return text === undefined ? undefined : Number(text.slice(1));
};

const EXPIRY = '2026-01-03';

/** A rule simple enough to be seen through: a node is exposed when its number and that of its NSX lie further apart than the band, which shrinks on a day. */
export const bandJudge: FleetJudge = {
  expiries: () => [EXPIRY],
  on(document, day) {
    const band = Number(document.metadata.name) - (day > EXPIRY ? 1 : 0);
    const known = new Map<string, Judged>();
    const once = (key: string, make: () => Judged): Judged => {
      const judged = known.get(key) ?? make();
      known.set(key, judged);
      return judged;
    };
    return {
      releases: () => [],
      heldBy: () => [],
      faults(line) {
        const [adapter, nsx] = line.length > 1 ? [versionOf(line[0]), versionOf(line.at(-1))] : [];
        if (adapter === undefined || nsx === undefined || Math.abs(adapter - nsx) <= band) return [];
        return [
          once(`${adapter} ${nsx}`, () => ({
            topic: { kind: 'exposure', between: ['adapter', 'nsx'], versions: [String(adapter), String(nsx)] },
            fact: { subjects: 'cluster', verdict: 'unknown', statement: `band-${band}`, sources: [], detail: null },
          })),
        ];
      },
    };
  },
};
