import { type Freshness, type JudgedHealth, judgeHealth, type NodeKind } from '../../domain/index.js';
import type { FleetRecord, RecordedNode } from '../fleet-record.port.js';
import type { SignalConfirmations } from './signal-confirmations.port.js';

export interface HealthQuestion {
  readonly kind: NodeKind;
  readonly id: string;
  /** Settled; absent: the present. */
  readonly position?: number;
  /** RFC 3339: the moment ages count up to; absent: the present, or that of the newest event up to `position`. */
  readonly asOf?: string;
}

export interface HealthAnswer {
  readonly node: RecordedNode;
  readonly freshness: Freshness;
  readonly health: JudgedHealth;
}

/** The health of a node, as far as what is known of it is fresh enough. */
export class ReadHealth {
  /**
   * @param maxAge in seconds
   * @param now RFC 3339
   */
  constructor(
    private readonly record: Pick<FleetRecord, 'find' | 'findTime'>,
    private readonly confirmations: SignalConfirmations,
    private readonly maxAge: number,
    private readonly now: () => string,
  ) {}

  /** Live nodes only. */
  async find({ kind, id, position, asOf }: HealthQuestion): Promise<HealthAnswer | undefined> {
    const node = await this.record.find(kind, id, position);
    if (!node) return undefined;
    const confirmed = await this.confirmations.find(kind, id, position);
    const at = asOf ?? (position === undefined ? this.now() : await this.record.findTime(position));
    const freshness = { at, maxAge: this.maxAge, confirmed };
    return { node, freshness, health: judgeHealth(node, freshness) };
  }
}
