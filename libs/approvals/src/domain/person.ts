/** An actor with a name. The record holds ids alone, since nothing is ever taken out of it; names are looked up when somebody reads, and can be forgotten. */
export interface Person {
  /** Actor: `token:<id>`. */
  readonly id: string;
  readonly name: string;
}

/** `Ben (token:bo)`: two may have one name, and no two one id. Of an actor without a name known, the id. */
export function wordActor(people: readonly Person[], actor: string): string {
  const person = people.find(({ id }) => id === actor);
  return person === undefined ? actor : `${person.name} (${actor})`;
}
