import { confirmedByObservers, instantOf, keysOf, type KnownLook, nodeKey, type NodeKind, type NodeName } from '../../domain/index.js';
import type { Confirmation, ScanRecord } from '../scans/scan-record.port.js';
import type { SignalConfirmations } from './signal-confirmations.port.js';

/** Scans that are looked through to tell what had been confirmed at an earlier moment. */
const MOST_SCANS = 50;

type Ended = Extract<KnownLook, { outcome: 'completed' | 'partial' }>;

/** What the looks of scans have confirmed, over both observers of a source: what it sees from outside, and inside of clusters. */
export class RecordedConfirmations implements SignalConfirmations {
  constructor(private readonly scans: Pick<ScanRecord, 'catchUp' | 'readConfirmations' | 'listScans' | 'findSource'>) {}

  async find(kind: NodeKind, id: string, position?: number): Promise<Readonly<Record<string, string>>> {
    return confirmedByObservers(await this.bySource({ kind, id }, position));
  }

  /** Only of sources that are registered still: who has removed one takes its word back. */
  async list({ kind, id }: NodeName, position?: number): Promise<Confirmation[]> {
    if (position === undefined) return [...((await this.scans.readConfirmations([nodeKey(kind, id)])).get(nodeKey(kind, id)) ?? [])];
    const found: Confirmation[] = [];
    for (const [source, confirmedAt] of await this.bySource({ kind, id }, position)) {
      const known = await this.scans.findSource(source);
      if (known) found.push({ source, speaksFor: known.speaksFor, confirmedAt: instantOf(confirmedAt) });
    }
    return found;
  }

  private bySource({ kind, id }: NodeName, position: number | undefined): Promise<Map<string, string>> {
    const key = nodeKey(kind, id);
    return position === undefined ? this.present(key) : this.past(key, position);
  }

  private async present(key: string): Promise<Map<string, string>> {
    const confirmations = (await this.scans.readConfirmations([key])).get(key) ?? [];
    return new Map(confirmations.map(({ source, confirmedAt }) => [source, confirmedAt]));
  }

  /** From the scans that had ended by then; what was confirmed before the last of them counts as confirmed by nobody. */
  private async past(key: string, position: number): Promise<Map<string, string>> {
    if ((await this.scans.catchUp(position)) !== 'reached') return new Map();
    const scans = await this.scans.listScans({ limit: MOST_SCANS, before: position + 1 });
    const looks = new Map<string, Ended[]>();
    for (const scan of scans)
      for (const [source, look] of Object.entries(scan.looks))
        if (scan.position <= position && 'takenAt' in look) looks.set(source, [...(looks.get(source) ?? []), look]);
    return new Map(
      [...looks].flatMap(([source, newestFirst]) => {
        const at = confirmedAt(key, newestFirst, scans.length < MOST_SCANS);
        return at === null ? [] : [[source, at] as const];
      }),
    );
  }
}

/**
 * A look mentions only what was otherwise than in the look before, so that whether a source sees a node at all takes an older one to tell.
 * @param isAll there are no older ones
 */
function confirmedAt(key: string, newestFirst: readonly Ended[], isAll: boolean): string | null {
  const gone = newestFirst.findIndex(({ lost, forgotten }) => [lost, forgotten].some((names) => keysOf(names).includes(key)));
  const came = newestFirst.findIndex(({ appeared }) => keysOf(appeared).includes(key));
  if (came < 0 ? isAll || gone >= 0 : gone >= 0 && gone < came) return null;
  const seen = came < 0 ? newestFirst : newestFirst.slice(0, came + 1);
  const confirms = ({ outcome, missed, unreached }: Ended) =>
    outcome === 'completed' && ![missed, unreached].some((names) => keysOf(names).includes(key));
  return seen.find(confirms)?.takenAt ?? null;
}
