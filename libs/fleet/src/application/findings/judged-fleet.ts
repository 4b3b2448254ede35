import {
  ClassTally,
  classOf,
  datedFindings,
  type Finding,
  type FindingView,
  type FleetClass,
  type FleetJudge,
  type FleetNode,
  type LineJudge,
  ownFindings,
  sharedId,
  sourceFindings,
  unobservedFinding,
} from '../../domain/index.js';
import { LRUCache } from 'lru-cache';
import type {
  CountedClass,
  FindingRecord,
  FindingsStanding,
  FleetPart,
  MatrixSource,
  Oddities,
  PublishedMatrix,
} from './finding-record.port.js';

/** How a question is meant: of which part of the fleet, when, by which matrix, and how far ahead. */
export interface FindingsQuestion extends FleetPart {
  /** Digest of another revision than the one that was current then. */
  readonly matrix?: string;
  /** What ends within so many days is found. */
  readonly withinDays: number;
  /** What was not observed for so many days is found. */
  readonly staleDays: number;
}

export const isWhole = ({ supervisor, project }: FleetPart): boolean => supervisor === undefined && project === undefined;

/** Whether the kept findings answer it. */
export const isCurrent = (question: FindingsQuestion): boolean =>
  isWhole(question) && question.position === undefined && question.matrix === undefined;

/** What an answer was made of. */
export interface FindingsBasis {
  readonly position: number;
  readonly matrix: string | null;
}

/** The classes of a fleet, judged for one question. */
export interface JudgedFleet {
  readonly tally: ClassTally;
  readonly judge: LineJudge | null;
  readonly basis: FindingsBasis;
  /** The whole fleet as it is has them in rows, too. */
  readonly readOddities: () => Promise<Oddities>;
}

/** Judges the classes of any part of the fleet at any position by any matrix. */
export class FleetJudging {
  /** Of the whole fleet, as it was asked for last. */
  private endings: { readonly tally: ClassTally; readonly until: string; readonly found: ReturnType<typeof datedFindings> } | undefined;
  private unobserved: { readonly key: string; readonly nodes: Unobserved } | undefined;
  /** By part, matrix, and position: what was on record at a position stays so, and the present goes by its last event. */
  private readonly judged = new LRUCache<string, Promise<JudgedFleet>, Asked>({
    max: KEPT,
    memoMethod: (key, _, { context }) => this.remember(key, context),
  });

  constructor(
    private readonly record: FindingRecord,
    private readonly matrices: MatrixSource,
    private readonly fleetJudge: FleetJudge,
    /** RFC 3339. */
    readonly now: () => string,
  ) {}

  async judge(question: FindingsQuestion): Promise<JudgedFleet> {
    return this.memo({ question, standing: await this.record.findStanding() });
  }

  /** The whole fleet as it is, by a matrix that need not be published. Null: by none. */
  async judgeBy(revision: PublishedMatrix | null): Promise<JudgedFleet> {
    const question = { matrix: revision?.digest ?? 'none', withinDays: 0, staleDays: 0 };
    return this.memo({ question, standing: await this.record.findStanding(), revision });
  }

  /** What the record opens, without what the calendar does. */
  async recorded(question: FindingsQuestion, { tally, readOddities }: JudgedFleet): Promise<Finding[]> {
    const { nodes, shared, sources, reported } = await readOddities();
    const rootOf = (node: FleetNode) => {
      const top = tally.lineOf(classOf(node)).at(-1)!;
      return top.kind === 'nsx-manager' ? top.id : null;
    };
    return [
      ...(isWhole(question) ? tally.findings() : findingsWithin(tally, question)),
      ...nodes.flatMap((node) => ownFindings(node, rootOf(node))),
      ...shared.map(({ id, kinds }) => sharedId(id, new Set(kinds))),
      ...sources.flatMap(sourceFindings),
      ...reported,
    ];
  }

  async dated(question: FindingsQuestion, fleet: JudgedFleet): Promise<Finding[]> {
    const unobserved = await this.countUnobserved(question);
    return [
      ...[...this.ending(question, fleet).values()].map(({ classes: _, ...finding }) => finding),
      ...unobserved.map(({ nsxManager, kind, nodes }) => unobservedFinding(nsxManager, kind, nodes, question.staleDays)),
    ];
  }

  /** The classes whose nodes a finding is about. */
  classesOf({ id, kind }: Pick<FindingView, 'id' | 'kind'>, question: FindingsQuestion, fleet: JudgedFleet): readonly FleetClass[] {
    if (kind === 'support-ending' || kind === 'stale-evidence') return this.ending(question, fleet).get(id)?.classes ?? [];
    return [...fleet.tally.classes()].flatMap(({ class: fleetClass, findings }) =>
      findings.includes(id) && isWithin(fleetClass, question) ? [fleetClass] : [],
    );
  }

  /** RFC 3339: what was last observed before then is stale. */
  since({ staleDays }: FindingsQuestion): string {
    return new Date(Date.parse(this.now()) - staleDays * DAY).toISOString();
  }

  /** Looks at every node, so the answer of this minute is kept. */
  private async countUnobserved(question: FindingsQuestion): Promise<Unobserved> {
    const { supervisor, project, position } = question;
    const since = this.since(question).slice(0, 'YYYY-MM-DDTHH:MM'.length);
    const key = JSON.stringify([since, supervisor, project, position, (await this.record.findStanding())?.eventId]);
    if (this.unobserved?.key !== key) this.unobserved = { key, nodes: await this.record.countUnobserved(`${since}Z`, question) };
    return this.unobserved.nodes;
  }

  private ending(question: FindingsQuestion, { tally, judge }: JudgedFleet) {
    const until = new Date(Date.parse(this.now()) + question.withinDays * DAY).toISOString().slice(0, 10);
    if (!judge) return new Map<string, never>();
    if (!isWhole(question)) return datedFindings(tally, judge, until, (fleetClass) => isWithin(fleetClass, question));
    if (this.endings?.tally !== tally || this.endings.until !== until)
      this.endings = { tally, until, found: datedFindings(tally, judge, until) };
    return this.endings.found;
  }

  private memo(asked: Asked): Promise<JudgedFleet> {
    const { position, supervisor, project, matrix } = asked.question;
    return this.judged.memo(JSON.stringify([position ?? asked.standing?.eventId, supervisor, project, matrix]), { context: asked });
  }

  private remember(key: string, asked: Asked): Promise<JudgedFleet> {
    const judging = this.judgeAfresh(asked);
    judging.catch(() => this.judged.delete(key));
    return judging;
  }

  private async judgeAfresh(asked: Asked): Promise<JudgedFleet> {
    const { question, standing } = asked;
    const { position } = question;
    const revision = asked.revision === undefined ? await this.findMatrix(asked) : asked.revision;
    const day = position === undefined ? (standing?.day ?? this.now().slice(0, 10)) : await this.record.findDay(position);
    const judge = revision ? this.fleetJudge.on(revision.document, day) : null;
    const tally = tallyOf(await this.record.readClasses(question), judge);
    let oddities: Promise<Oddities> | undefined;
    return {
      tally,
      judge,
      basis: { position: position ?? standing?.position ?? 0, matrix: revision?.digest ?? null },
      readOddities: () =>
        (oddities ??= this.record.readOddities(question).catch((error: unknown) => {
          oddities = undefined;
          throw error;
        })),
    };
  }

  private async findMatrix({ question: { position, matrix }, standing }: Asked): Promise<PublishedMatrix | undefined> {
    if (matrix === undefined && position !== undefined) return this.matrices.findAt(position);
    const digest = matrix ?? standing?.matrix ?? undefined;
    return digest === undefined ? undefined : this.matrices.find(digest);
  }
}

interface Asked {
  readonly question: FindingsQuestion;
  readonly standing: FindingsStanding | undefined;
  /** Absent: the one that the question means. */
  readonly revision?: PublishedMatrix | null;
}

/** Judged fleets that are kept, each with some thousand classes: who pages through an answer asks for the same one again and again. */
const KEPT = 8;
type Unobserved = Awaited<ReturnType<FindingRecord['countUnobserved']>>;

const DAY = 86_400_000;

/** @param classes root first */
function tallyOf(classes: readonly CountedClass[], judge: LineJudge | null): ClassTally {
  const tally = new ClassTally(judge);
  for (const counted of classes) tally.change([counted], new Set());
  return tally;
}

/** Nodes above the clusters are read to judge by; of a part they are subjects only where they are it. */
const isWithin = ({ kind, id }: FleetClass, { supervisor, project }: FleetPart): boolean =>
  (supervisor === undefined && project === undefined) ||
  kind === 'cluster' ||
  (project === undefined && kind === 'supervisor' && id === supervisor);

function findingsWithin(tally: ClassTally, part: FleetPart): Finding[] {
  const counts = new Map<string, number>();
  for (const { class: fleetClass, nodes, findings } of tally.classes())
    if (isWithin(fleetClass, part)) for (const id of findings) counts.set(id, (counts.get(id) ?? 0) + nodes);
  return [...counts].map(([id, nodes]) => ({ ...tally.find(id)!, nodes }));
}
