/** A voice that comes from a change system names who spoke there: `change:board/CHG1 by Ada`. Names of people stay in the record. */
export const publicActor = (actor: string): string => (actor.startsWith('change:') ? actor.replace(/ by .*$/s, '') : actor);
