import type { ChangeRecords } from './change-records.port.js';
import type { ServingChangeSystems } from './change-systems.js';
import type { PlansUnderChange } from './plans-under-change.port.js';
import type { RequestChangeRecord } from './request-change-record.use-case.js';

/** Plans that are compared in one round. */
const MOST = 200;
const MOST_SEEN = 20_000;

/** Asks for the records of plans whose sign-off was requested, where the system wants that without a person. */
export class RequestAwaitedChanges {
  private after = '';
  /** Plans that need none, by the version of their approval, as long as the systems stay the same. */
  private readonly seen = new Map<string, number>();
  private judgedBy = '';

  constructor(
    private readonly records: Pick<ChangeRecords, 'listUnrecorded'>,
    private readonly plans: PlansUnderChange,
    private readonly systems: Pick<ServingChangeSystems, 'list' | 'findServing'>,
    private readonly request: Pick<RequestChangeRecord, 'execute'>,
  ) {}

  /** The plans for which it did. Rounds go through all plans in turn, so that many that need none do not hide one that does. */
  async execute(): Promise<readonly string[]> {
    const systems = await this.systems.list();
    if (!systems.some(({ opening }) => opening === 'on-request')) return [];
    const by = systems.map(({ id, version }) => `${id} ${version}`).join(', ');
    if (by !== this.judgedBy || this.seen.size > MOST_SEEN) this.seen.clear();
    this.judgedBy = by;
    const waiting = await this.records.listUnrecorded(this.after, MOST);
    this.after = waiting.length < MOST ? '' : waiting.at(-1)!.plan;
    const requested: string[] = [];
    for (const { plan: id, version } of waiting) {
      if (this.seen.get(id) === version) continue;
      const plan = await this.plans.find(id);
      this.seen.set(id, version);
      if (plan?.course.is !== 'followable' || plan.execution.state === 'ended') continue;
      if ((await this.systems.findServing(plan.nsxManager))?.opening !== 'on-request') continue;
      const outcome = await this.request.execute(id, { actor: 'system:changes' });
      if (outcome.outcome === 'requested') requested.push(id);
      else this.seen.delete(id);
    }
    return requested;
  }
}
