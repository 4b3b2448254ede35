import { judgePair, type Judging, type Matrix, type ObservedVersion, type Verdict } from '@lockstep/matrix/domain';

/** Two concrete versions of two components, and what the matrix says of them. One object for each such pair, so that it can be told by identity. */
export interface Encounter {
  /** In text order. */
  readonly between: readonly [string, string];
  readonly versions: readonly [ObservedVersion, ObservedVersion];
  readonly verdict: Verdict;
}

/** Judges versions of two components. Fleets hold few distinct ones: each pair of them is judged once. Versions are told apart by identity, so a spelling may be judged twice. */
export type Judge = (a: ObservedVersion, b: ObservedVersion) => Encounter;

/** The judge of two components (in text order): one and the same whenever it is asked for. */
export function judges(matrix: Matrix, judging: Judging): (a: string, b: string) => Judge {
  const byComponents = new Map<string, Map<string, Judge>>();
  return (a, b) => {
    let byOther = byComponents.get(a);
    if (!byOther) byComponents.set(a, (byOther = new Map()));
    let judge = byOther.get(b);
    if (!judge) byOther.set(b, (judge = judgeOf(matrix, judging, a, b)));
    return judge;
  };
}

function judgeOf(matrix: Matrix, judging: Judging, a: string, b: string): Judge {
  const byA = new Map<ObservedVersion, Map<ObservedVersion, Encounter>>();
  return (versionA, versionB) => {
    let byB = byA.get(versionA);
    if (!byB) byA.set(versionA, (byB = new Map()));
    let encounter = byB.get(versionB);
    if (!encounter) {
      const verdict = judgePair(matrix, judging, a, versionA, b, versionB);
      byB.set(versionB, (encounter = { between: [a, b], versions: [versionA, versionB], verdict }));
    }
    return encounter;
  };
}
