import type { Person } from '../domain/index.js';

export interface People {
  /** Those of the actors that have a name now, each once. */
  findPeople(actors: readonly string[]): Promise<readonly Person[]>;
}
