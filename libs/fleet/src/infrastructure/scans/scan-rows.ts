import type { KnownScan, KnownSource, SourceNode } from '../../domain/index.js';

export interface SourceRow {
  readonly content: KnownSource;
}

export interface ScanRow {
  readonly content: KnownScan;
}

export interface SourceNodeRow {
  readonly source: string;
  readonly kind: string;
  readonly id: string;
  readonly misses: number;
  readonly unreached: boolean;
  readonly confirmed_at: string | null;
}

export const readSourceNode = ({ misses, unreached, confirmed_at }: SourceNodeRow): SourceNode => ({
  misses,
  unreached,
  confirmedAt: confirmed_at,
});
