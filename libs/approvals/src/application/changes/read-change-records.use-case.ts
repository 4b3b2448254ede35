import type { RecordedEvent } from '@lockstep/event-store';
import {
  changeRecordDecider,
  type ChangeRecordEvent,
  type ChangeRecordState,
  changeRecordStream,
  judgeChangeRecord,
  type JudgedChange,
} from '../../domain/changes/index.js';
import type { ChangeRecordQuery, ChangeRecords, FollowedChange } from './change-records.port.js';
import type { ServingChangeSystems } from './change-systems.js';

/** A plan, as far as the question is asked of it. */
export interface AskedPlan {
  readonly id: string;
  readonly digest: string;
  /** Its domain; null: no single one. */
  readonly nsxManager: string | null;
  /** Actor. */
  readonly requestedBy: string;
  /** Actors who asked for the plans before it, each once. */
  readonly requestedBefore: readonly string[];
}

/** `not-asked`: no change system serves the domain. */
export type ChangeAnswer = { readonly standing: 'not-asked' } | (JudgedChange & { readonly system: string });

export interface ChangeRecordView {
  readonly followed: FollowedChange;
  readonly state: ChangeRecordState;
}

/** Change records as they are on record here. Asks no system. */
export class ReadChangeRecords {
  /** @param now RFC 3339 */
  constructor(
    private readonly records: Pick<ChangeRecords, 'events' | 'find' | 'list'>,
    private readonly systems: Pick<ServingChangeSystems, 'findServing'>,
    private readonly now: () => string,
  ) {}

  /** Whether work on a plan may begin by its record. */
  async judge({ id, digest, nsxManager, requestedBy, requestedBefore }: AskedPlan): Promise<ChangeAnswer> {
    const serving = await this.systems.findServing(nsxManager);
    if (serving === undefined) return { standing: 'not-asked' };
    const { id: system, people, maxAge } = serving;
    const [followed, history] = await Promise.all([this.records.find(id), this.history(id)]);
    const known = { people, maxAge, readAt: followed?.readAt ?? null, now: this.now() };
    const question = { system, digest, requestedBy, requestedBefore, ...known };
    return { ...judgeChangeRecord(foldChangeRecord(history), question), system };
  }

  async find(plan: string): Promise<ChangeRecordView | undefined> {
    const followed = await this.records.find(plan);
    return followed && { followed, state: foldChangeRecord(await this.history(plan)) };
  }

  list(query: ChangeRecordQuery): Promise<readonly FollowedChange[]> {
    return this.records.list(query);
  }

  /** What has become of the record of a plan, oldest first. */
  history(plan: string): Promise<readonly RecordedEvent[]> {
    return this.records.events.readStream(changeRecordStream(plan));
  }
}

export const foldChangeRecord = (history: readonly RecordedEvent[]): ChangeRecordState =>
  history.reduce<ChangeRecordState>(
    (state, event) => changeRecordDecider.evolve(state, event as unknown as ChangeRecordEvent),
    changeRecordDecider.initialState,
  );
