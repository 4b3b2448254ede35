import { compareTexts } from '@lockstep/kernel';
import { registerDecider } from '../register.decider.js';

/** A system in which change records of plans are kept, and how they count here. */
export interface ChangeSystemEntry {
  /** What the connector is called: `servicenow`, `jira`. */
  readonly system: string;
  /** For people. */
  readonly name: string;
  /** As the connector asks for them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Domains whose plans need a record here; null: all that no other system names. */
  readonly nsxManagers: readonly string[] | null;
  /** Whether a record is opened as soon as sign-off of a plan is requested, or by a person alone. */
  readonly opening: 'on-request' | 'by-hand';
  /** Of the sign-off policy: what an approval there counts as. */
  readonly roles: readonly string[];
  /** Names that the system tells of approvers, and the actors here that these people are: so that who asked for a plan does not approve it there. */
  readonly people: Readonly<Record<string, string>>;
  /** Whether an approval by names that `people` does not know, or by nobody named, is a signature here: it may be that of who asked for the plan. Absent: no. */
  readonly strangers?: 'count' | 'ignore';
  /** Seconds between two looks at a record. */
  readonly pollSeconds: number;
  /** Seconds after which a record that could not be read counts no more. */
  readonly maxAge: number;
}

/** Events of the stream `change-system-<id>`: `ChangeSystemRegistered`, `ChangeSystemChanged`, `ChangeSystemRemoved` (reason). */
export const changeSystemDecider = registerDecider<ChangeSystemEntry>({
  created: 'ChangeSystemRegistered',
  changed: 'ChangeSystemChanged',
  removed: 'ChangeSystemRemoved',
});

/** Under which its secret is kept: bound to the kind of system and to the address that it is sent to. */
export function changeSecretOf({ id, system, settings }: Pick<ChangeSystemEntry, 'system' | 'settings'> & { readonly id: string }): {
  readonly owner: string;
  readonly place: string;
} {
  const { url } = settings;
  return { owner: `change-system/${id}`, place: `${system} ${typeof url === 'string' ? url : ''}` };
}

/**
 * The system in which the plans of a domain have their records: one that names it before one that takes all, then by id. A plan of no single domain needs
 * a record wherever there is a system: nobody can tell that it does not.
 */
export function findServing<System extends { readonly id: string; readonly nsxManagers: readonly string[] | null }>(
  systems: readonly System[],
  nsxManager: string | null,
): System | undefined {
  const ordered = systems.toSorted((a, b) => compareTexts(a.id, b.id));
  if (nsxManager === null) return ordered[0];
  return ordered.find(({ nsxManagers }) => nsxManagers?.includes(nsxManager)) ?? ordered.find(({ nsxManagers }) => nsxManagers === null);
}
