import {
  DATED_KINDS,
  type FindingKind,
  type FindingState,
  type FindingView,
  foundOf,
  type KeptFinding,
  keptAt,
  type NodeName,
  NODE_KINDS,
  RECORDED_KINDS,
  type Severity,
  SEVERITIES,
  viewFinding,
} from '../../domain/index.js';
import type { FindingRecord, FindingsStanding, FindingSubject, KeptQuery } from './finding-record.port.js';
import { type FindingsBasis, type FindingsQuestion, type FleetJudging, isCurrent, isWhole } from './judged-fleet.js';

/** Where a page ends: rank of the severity, then id. */
export interface FindingPlace {
  readonly rank: number;
  readonly id: string;
}

export interface FindingsQuery extends FindingsQuestion {
  readonly limit: number;
  readonly after?: FindingPlace;
  readonly kinds?: readonly FindingKind[];
  readonly severities?: readonly Severity[];
  readonly states: readonly FindingState[];
  readonly nsxManager?: string;
}

export interface FindingsPage {
  readonly findings: readonly FindingView[];
  readonly next: FindingPlace | null;
  readonly basis: FindingsBasis;
}

const PAGE = 500;
/** Days: who has the id of a finding of the calendar need not say again how far ahead it was found. */
const HORIZON = 36_500;

/** Findings as they are kept where the question is about the whole fleet as it is; else from a pass over its classes. */
export class ReadFindings {
  constructor(
    private readonly record: FindingRecord,
    private readonly judging: FleetJudging,
  ) {}

  /** The worst first, then in the order of ids. */
  async list(query: FindingsQuery): Promise<FindingsPage> {
    const fleet = await this.judging.judge(query);
    const wants = (kinds: readonly FindingKind[]) => kinds.some((kind) => query.kinds === undefined || query.kinds.includes(kind));
    const computed = [
      ...(wants(DATED_KINDS) ? await this.judging.dated(query, fleet) : []),
      ...(wants(RECORDED_KINDS) && !isCurrent(query) ? await this.judging.recorded(query, fleet) : []),
    ];
    const kept = await this.record.findKept(computed.map(({ id }) => id));
    const views = computed
      .flatMap((finding) => viewFinding(finding, trimmed(kept.get(finding.id), query), this.judging.now()) ?? [])
      .filter((view) => fits(view, query))
      .toSorted(comparePlaces);
    const ids = new Set(computed.map(({ id }) => id));
    const found: FindingView[] = [];
    for await (const view of merged(views, this.keptViews(query, ids))) if (found.push(view) > query.limit) break;
    const findings = found.slice(0, query.limit);
    return { findings, next: found.length > query.limit ? placeOf(findings.at(-1)!) : null, basis: fleet.basis };
  }

  async find(
    id: string,
    question: FindingsQuestion,
  ): Promise<{ readonly finding: FindingView | undefined; readonly basis: FindingsBasis }> {
    const fleet = await this.judging.judge(question);
    const kept = trimmed((await this.record.findKept([id])).get(id), question);
    const recorded = isCurrent(question)
      ? kept && foundOf(kept)
      : (await this.judging.recorded(question, fleet)).find((finding) => finding.id === id);
    const found = recorded ?? (await this.judging.dated({ ...question, withinDays: HORIZON }, fleet)).find((finding) => finding.id === id);
    if (!found && kept && question.position !== undefined && kept.spells.at(-1)?.closed === null)
      return { finding: await this.viewElsewhere(kept, question.position, question), basis: fleet.basis };
    const wasFound = found !== undefined || (kept !== undefined && kept.spells.length > 0);
    return { finding: wasFound ? viewFinding(found, kept, this.judging.now()) : undefined, basis: fleet.basis };
  }

  /** The nodes that a finding is about, in the order of ids; none once it is closed. */
  async listSubjects(
    finding: FindingView,
    question: FindingsQuestion & { readonly limit: number; readonly after?: NodeName },
  ): Promise<{ readonly subjects: readonly FindingSubject[]; readonly next: NodeName | null }> {
    const { limit, after } = question;
    const page = { part: question, limit: limit + 1, ...(after === undefined ? {} : { after }) };
    const { topic, nsxManager } = finding;
    const names = namedNodes(topic);
    const found =
      finding.state === 'closed'
        ? []
        : topic.kind === 'stale-evidence' && 'observations' in topic
          ? await this.record.listUnobserved({ since: this.judging.since(question), kind: topic.observations, nsxManager, ...page })
          : await this.record.listSubjects({
              classes: names
                ? []
                : this.judging.classesOf(finding, { ...question, withinDays: HORIZON }, await this.judging.judge(question)),
              names: names ?? [],
              ...page,
            });
    const subjects = found.slice(0, limit);
    const last = subjects.at(-1);
    return { subjects, next: found.length > limit && last ? { kind: last.kind, id: last.id } : null };
  }

  /** Current findings in the order of their last changes, after a position and id. */
  listChanged(after: { readonly position: number; readonly id: string }, limit: number): Promise<readonly KeptFinding[]> {
    return this.record.listChanged(after, limit);
  }

  view(kept: KeptFinding): FindingView | undefined {
    return viewFinding(foundOf(kept), kept, this.judging.now());
  }

  findStanding(): Promise<FindingsStanding | undefined> {
    return this.record.findStanding();
  }

  /** It was open then, but not in this part of the fleet, or not by this matrix: closed, with the fact of then. */
  private async viewElsewhere(kept: KeptFinding, position: number, { withinDays, staleDays }: FindingsQuestion) {
    const whole = { position, withinDays, staleDays };
    const then = (await this.judging.recorded(whole, await this.judging.judge(whole))).find(({ id }) => id === kept.id);
    return viewFinding(undefined, { ...kept, ...(then && { nsxManager: then.nsxManager, fact: then.fact }) }, this.judging.now());
  }

  /** Of the whole fleet as it is: all that the states ask for. Else the closed ones alone: what is open was computed. */
  private async *keptViews(query: FindingsQuery, computed: ReadonlySet<string>): AsyncGenerator<FindingView> {
    const { states, kinds, severities, nsxManager, after, position } = query;
    const wantsClosed = states.includes('closed');
    const wantsOpen = isCurrent(query) && states.some((state) => state !== 'closed');
    if (!wantsOpen && !(wantsClosed && isWhole(query))) return;
    const viewOf = (stored: KeptFinding): FindingView | undefined => {
      const kept = trimmed(stored, query);
      if (!kept || computed.has(kept.id) || kept.spells.length === 0) return undefined;
      const view = viewFinding(wantsOpen ? foundOf(kept) : undefined, kept, this.judging.now());
      return view && fits(view, query) && (view.state !== 'closed' || kept.spells.at(-1)!.closed) ? view : undefined;
    };
    if (position !== undefined) {
      // The rows are in the order of the severities of now.
      const views: FindingView[] = [];
      for await (const kept of this.eachKept({ kinds })) {
        const view = viewOf(kept);
        if (view) views.push(view);
      }
      yield* views.toSorted(comparePlaces);
      return;
    }
    const open = wantsOpen === wantsClosed ? undefined : wantsOpen;
    for await (const kept of this.eachKept({ after, open, kinds, severities, nsxManager })) {
      const view = viewOf(kept);
      if (view) yield view;
    }
  }

  private async *eachKept(query: Omit<KeptQuery, 'limit'>): AsyncGenerator<KeptFinding> {
    for (let { after } = query; ;) {
      const page = await this.record.listKept({ ...query, after, limit: PAGE });
      yield* page;
      const last = page.at(-1) && this.view(page.at(-1)!);
      if (page.length < PAGE || !last) return;
      after = placeOf(last);
    }
  }
}

const trimmed = (kept: KeptFinding | undefined, { position }: FindingsQuestion): KeptFinding | undefined =>
  kept && position !== undefined ? keptAt(kept, position) : kept;

const placeOf = ({ severity, id }: FindingView): FindingPlace => ({ rank: SEVERITIES.indexOf(severity), id });

function comparePlaces(a: FindingView, b: FindingView): number {
  const [x, y] = [placeOf(a), placeOf(b)];
  return x.rank - y.rank || (x.id < y.id ? -1 : 1);
}

function fits(view: FindingView, { kinds, severities, states, nsxManager, after }: FindingsQuery): boolean {
  const { rank, id } = placeOf(view);
  return (
    (kinds?.includes(view.kind) ?? true) &&
    (severities?.includes(view.severity) ?? true) &&
    states.includes(view.state) &&
    (nsxManager === undefined || view.nsxManager === nsxManager) &&
    (after === undefined || rank > after.rank || (rank === after.rank && id > after.id))
  );
}

function namedNodes(topic: FindingView['topic']): readonly NodeName[] | undefined {
  if ('node' in topic) return topic.node ? [topic.node] : [];
  return topic.kind === 'shared-id' ? NODE_KINDS.map((kind) => ({ kind, id: topic.id })) : undefined;
}

/** Two sequences in one order. */
async function* merged(sorted: readonly FindingView[], others: AsyncIterable<FindingView>): AsyncGenerator<FindingView> {
  let index = 0;
  for await (const other of others) {
    while (index < sorted.length && comparePlaces(sorted[index]!, other) < 0) yield sorted[index++]!;
    yield other;
  }
  yield* sorted.slice(index);
}
