import { UNKNOWN_VERSION } from '@lockstep/documents';
import { canonicalJson } from '@lockstep/kernel';
import { type NodeChange, inventoryEventTypes, type NodeKind, nodeStream, type Sighting, type SourceFault } from '../../domain/index.js';
import type { VersionRule } from '../ingest-events.use-case.js';
import { cleanText } from './clean-fault.js';

/** Sightings of which the record can keep everything, and what was wrong with the others. */
export interface CheckedSightings {
  readonly sightings: readonly Sighting[];
  readonly faults: readonly SourceFault[];
}

const subjectOf = ({ subject }: Sighting): SourceFault['subject'] =>
  'id' in subject
    ? { kind: subject.kind, id: cleanText(subject.id) }
    : { kind: 'cluster', id: cleanText(subject.nsxCluster.name || subject.nsxCluster.id) };

/** As `inventoryEventTypes` ask for it, and short enough for the name of a stream. */
const nodeId = /^(?!\s)[^\p{Cc}\p{Cs}]{1,200}$/u;

/**
 * Takes out what would corrupt what is known: names and texts that no record can keep, and versions in no scheme of the matrix, which would keep all of
 * their upgrade domain from being judged. Such a version counts as one that could not be read.
 */
export async function checkSightings(sightings: readonly Sighting[], rule: VersionRule): Promise<CheckedSightings> {
  const faults: SourceFault[] = [];
  const kept: Sighting[] = [];
  const asked = new Map<string, Promise<string | undefined>>();
  const ask = (kind: NodeKind, component: string, version: string) => {
    const key = `${kind}\n${component}\n${version}`;
    const answer = asked.get(key) ?? rule(kind, component, version);
    asked.set(key, answer);
    return answer;
  };
  for (const sighting of sightings) {
    const problem = problemOf(sighting);
    if (problem !== undefined) {
      faults.push({ code: 'wrong-shape', subject: subjectOf(sighting), place: null, detail: problem });
      continue;
    }
    const versions: Record<string, string | null> = {};
    for (const [component, version] of Object.entries(sighting.versions ?? {})) {
      const broken = version === null ? undefined : await ask(sighting.subject.kind, component, version);
      if (broken === undefined) {
        versions[component] = version;
        continue;
      }
      const detail = cleanText(`${component} ${JSON.stringify(version)} ${broken}`);
      faults.push({ code: 'unreadable-version', subject: subjectOf(sighting), place: `versions.${component}`, detail });
      if (version !== UNKNOWN_VERSION && (await ask(sighting.subject.kind, component, UNKNOWN_VERSION)) === undefined)
        versions[component] = UNKNOWN_VERSION;
    }
    kept.push(sighting.versions ? { ...sighting, versions } : sighting);
  }
  return { sightings: kept, faults };
}

function problemOf(sighting: Sighting): string | undefined {
  const { subject } = sighting;
  if ('id' in subject && (!nodeId.test(subject.id) || nodeStream(subject.kind, subject.id).length > 400))
    return 'its id must be 1 to 200 visible characters';
  try {
    canonicalJson(sighting);
    return undefined;
  } catch {
    return 'it holds text that nobody can read: half a surrogate pair, or a number that is none';
  }
}

const schemas = new Map(inventoryEventTypes.map(({ kind, change, schema }) => [`${kind} ${change}`, schema]));

/** The rule of the event's schema that a change breaks; undefined: none. */
export function ruleBrokenBy(kind: NodeKind, { change, data }: NodeChange): { readonly place: string; readonly rule: string } | undefined {
  const read = schemas.get(`${kind} ${change}`)?.safeParse(data);
  if (!read) return { place: change, rule: `a ${kind} has none` };
  if (read.success) return undefined;
  const issue = read.error.issues[0]!;
  return { place: [change, ...issue.path].join('.'), rule: issue.message };
}
