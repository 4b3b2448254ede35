import { type ChangeSystemEntry, findServing } from '../../domain/changes/index.js';
import type { Registered, RegisterRecord } from '../register-record.port.js';
import type { ChangeSystem } from './change-system.port.js';

/** Change systems as they are registered. */
export class ServingChangeSystems {
  constructor(private readonly register: Pick<RegisterRecord<ChangeSystemEntry>, 'list' | 'find'>) {}

  /** The one in which plans of a domain have their records; undefined: they need none. */
  async findServing(nsxManager: string | null): Promise<Registered<ChangeSystemEntry> | undefined> {
    return findServing(await this.register.list({}), nsxManager);
  }

  find(id: string): Promise<Registered<ChangeSystemEntry> | undefined> {
    return this.register.find(id);
  }

  list(): Promise<readonly Registered<ChangeSystemEntry>[]> {
    return this.register.list({});
  }
}

/** Opens registered systems for requests. */
export interface OpenChangeSystems {
  /** Throws `ChangeSystemFailure` of fault `misconfigured` when it can not be opened. */
  use<Result>(entry: Registered<ChangeSystemEntry>, work: (system: ChangeSystem) => Promise<Result>): Promise<Result>;
}
