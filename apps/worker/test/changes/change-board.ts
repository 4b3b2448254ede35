import { askOf, type ServedServiceNow, serveServiceNow } from '@lockstep/simulation';
import type { Journey, PlanSeen } from '../journey/journey.js';

export interface RecordSeen {
  readonly status: 'requested' | 'open' | 'lost' | 'closed';
  readonly standing: string;
  readonly number: string | null;
  readonly failures: number;
  readonly fault: { readonly code: string; readonly doing: string } | null;
  readonly reading: { readonly state: string; readonly phase: string; readonly deciders: readonly string[] } | null;
  readonly end: { readonly how: string } | null;
  readonly history: readonly { readonly type: string }[];
}

const board = (url: string, { username, password }: { readonly username: string; readonly password: string }) => ({
  id: 'board',
  system: 'servicenow',
  name: 'Change board',
  settings: { url },
  secret: { username, password },
  nsxManagers: ['nsx-1'],
  opening: 'on-request',
  roles: ['change-board'],
  strangers: 'count',
  pollSeconds: 5,
  maxAge: 60,
});

/** A ServiceNow whose approval is asked for besides that of an approver, and the people there. */
export class ChangeBoard {
  private constructor(
    private readonly journey: Journey,
    readonly served: ServedServiceNow,
  ) {}

  static async begin(journey: Journey): Promise<ChangeBoard> {
    const served = await serveServiceNow();
    const [login] = served.logins as [{ username: string; password: string }];
    const admin = journey.lockstep.admin;
    await askOf(admin, { method: 'POST', path: '/v1/change-systems', body: board(served.url, login) });
    const path = '/v1/signoff-policy';
    const { body, etag } = await askOf<{ classes: Record<string, object[]>; weakFrom: string }>(admin, { method: 'GET', path });
    const classes = { ...body.classes, routine: [...body.classes['routine']!, { role: 'change-board', count: 1 }] };
    await askOf(admin, { method: 'PUT', path, body: { classes, weakFrom: body.weakFrom, reason: 'the board decides' }, ifMatch: etag! });
    return new ChangeBoard(journey, served);
  }

  async record({ id }: PlanSeen): Promise<RecordSeen | undefined> {
    const answer = await this.journey.lockstep.admin.ask({ method: 'GET', path: `/v1/change-records/${id}` });
    return answer.status === 200 ? (answer.body as RecordSeen) : undefined;
  }

  /** The record once it is so, as its system was asked about it just now. */
  async refreshed(plan: PlanSeen, what: string, isThere: (seen: RecordSeen) => boolean): Promise<RecordSeen> {
    const path = `/v1/change-records/${plan.id}/refresh`;
    const look = async () => {
      const answer = await this.journey.people.pipeline.ask({ method: 'POST', path });
      return answer.status === 404 ? undefined : (answer.body as RecordSeen);
    };
    return (await this.journey.until(what, look, (seen) => seen !== undefined && isThere(seen)))!;
  }

  /** Number of the one record that is there. */
  async opened(plan: PlanSeen): Promise<string> {
    const seen = await this.journey.until(
      'the change record is opened',
      () => this.record(plan),
      (record) => record?.status === 'open',
    );
    return seen!.number!;
  }

  /** Waits until these are the reasons of the gate for a step; an answer of the gate may be two seconds old. */
  async held(plan: PlanSeen, step: string, ...wanted: readonly string[]): Promise<void> {
    const look = async () => {
      const { reasons } = await this.journey.gate(plan.id, `?step=${step}`);
      return [...new Set(reasons.map(({ reason }) => reason))].sort();
    };
    await this.journey.until(
      `reasons of the gate are ${wanted.join(', ') || 'none'}`,
      look,
      (seen) => seen.join() === [...wanted].sort().join(),
    );
  }

  async end(): Promise<void> {
    await this.served.close();
  }
}
