import { canonicalJson } from '@lockstep/kernel';
import type { SourceFault } from './sighting.js';
import { compareFaults, hiddenNode, hidesNodes } from './source-faults.js';

/** Texts that one look carries from job to job. */
const MOST_CARRIED = 500;

/**
 * The faults of one look while it goes on. Only texts are cut, the worst kept: which nodes could not be read in full, and that a list could not be read,
 * is known of all of them, because a node that nobody could read is not a node that is gone.
 */
export class GatheredFaults {
  private kept = new Map<string, SourceFault>();
  private readonly hiddenKeys = new Set<string>();
  private cut = 0;

  constructor(private readonly most = MOST_CARRIED) {}

  add(faults: readonly SourceFault[]): void {
    for (const fault of faults) {
      this.kept.set(canonicalJson(fault), fault);
      const hidden = hiddenNode(fault);
      if (hidden !== undefined) this.hiddenKeys.add(hidden);
    }
    // Sorted once in a while: a look may meet as many faults as it meets nodes.
    if (this.kept.size > 2 * this.most) this.cutTexts();
  }

  /** Those of which a list could not be read first, then the worst. */
  get faults(): readonly SourceFault[] {
    this.cutTexts();
    return [...this.kept.values()];
  }

  /** How many texts are not among `faults`. One that came again after it was cut counts again. */
  get omitted(): number {
    this.cutTexts();
    return this.cut;
  }

  /** Keys of nodes that could not be read in full. */
  get hidden(): ReadonlySet<string> {
    return this.hiddenKeys;
  }

  private cutTexts(): void {
    const all = [...this.kept].toSorted(([, a], [, b]) => Number(hidesNodes(b)) - Number(hidesNodes(a)) || compareFaults(a, b));
    this.cut += Math.max(0, all.length - this.most);
    this.kept = new Map(all.slice(0, this.most));
  }
}
