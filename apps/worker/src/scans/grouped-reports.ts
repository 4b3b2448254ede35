import { MOST_REPORTS, type RecordReports, type ReportsOrder, type ReportsOutcome, type SourceReport } from '@lockstep/fleet';
import { nodeKey } from '@lockstep/fleet/domain';

interface Waiting {
  readonly order: ReportsOrder;
  readonly settle: (outcome: ReportsOutcome) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Records what looks into clusters report together. A look into one tells a handful of things, and transactions on the fleet go one at a time over all
 * processes: those that come while one runs share the next. Each is told of its own clusters.
 */
export class GroupedReports implements Pick<RecordReports, 'execute'> {
  /** By scan and source; there while one of them is being recorded. */
  private readonly queues = new Map<string, Waiting[]>();

  constructor(private readonly recorder: Pick<RecordReports, 'execute'>) {}

  execute(order: ReportsOrder): Promise<ReportsOutcome> {
    if (order.inside !== true) return this.recorder.execute(order);
    return new Promise((settle, fail) => {
      const key = `${order.scan}/${order.source}`;
      const queue = this.queues.get(key);
      if (queue !== undefined) return void queue.push({ order, settle, fail });
      const begun = [{ order, settle, fail }];
      this.queues.set(key, begun);
      void this.run(key, begun);
    });
  }

  private async run(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await this.record(take(queue));
    this.queues.delete(key);
  }

  private async record(group: readonly Waiting[]): Promise<void> {
    const [first] = group;
    try {
      const outcome = await this.recorder.execute({ ...first!.order, reports: group.flatMap(({ order }) => order.reports) });
      for (const [index, share] of sharesOf(outcome, group).entries()) group[index]!.settle(share);
    } catch (error) {
      if (group.length === 1) return first!.fail(error);
      // What one of them cannot be recorded for must not be held against the others.
      for (const one of group) await this.record([one]);
    }
  }
}

/** The next ones that fit into one transaction, at least one. */
function take(queue: Waiting[]): Waiting[] {
  let count = 1;
  for (let reports = queue[0]!.order.reports.length; count < queue.length; count++) {
    reports += queue[count]!.order.reports.length;
    if (reports > MOST_REPORTS) break;
  }
  return queue.splice(0, count);
}

/** What of the outcome is about nodes that each has reported of; the first is also told of what is about none of them. */
function sharesOf(outcome: ReportsOutcome, group: readonly Waiting[]): ReportsOutcome[] {
  if (outcome.outcome !== 'recorded') return group.map(() => outcome);
  const owners = new Map<string, number>();
  for (const [index, { order }] of group.entries())
    for (const key of order.reports.flatMap(subjectOf)) if (!owners.has(key)) owners.set(key, index);
  const ownerOf = (subject: { readonly kind: string; readonly id: string } | null) =>
    (subject === null ? undefined : owners.get(nodeKey(subject.kind as never, subject.id))) ?? 0;
  return group.map((_, index) => ({
    outcome: 'recorded',
    seen: outcome.seen.filter((node) => ownerOf(node) === index),
    changed: outcome.changed.filter((node) => ownerOf(node) === index),
    faults: outcome.faults.filter(({ subject }) => ownerOf(subject) === index),
  }));
}

function subjectOf(report: SourceReport): string[] {
  if (report.report === 'sighting')
    return 'id' in report.sighting.subject ? [nodeKey(report.sighting.subject.kind, report.sighting.subject.id)] : [];
  return report.report === 'fault' && report.fault.subject !== null ? [nodeKey(report.fault.subject.kind, report.fault.subject.id)] : [];
}
