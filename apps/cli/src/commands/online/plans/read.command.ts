import type { components } from '@lockstep/api-client';
import type { Command } from 'commander';
import { HOLD, OK, REFUSED } from '../../../exit-codes.js';
import { InputError } from '../../../input-error.js';
import { addListOptions, choiceOption, type ListOptions, take } from '../../../online/list-options.js';
import { asking, onlineCommand, showing } from '../../../online/online-command.js';
import { listShown } from '../../../online/shown.js';
import { ofPlan } from './plan-argument.js';
import { planShown, summaryRow, SUMMARY_TITLES } from './plan-shown.js';

interface Filter extends ListOptions {
  readonly status?: string;
  readonly domain?: string;
}

const STATUSES = {
  requested: true,
  computed: true,
  failed: true,
  'signed-off': true,
  executing: true,
  finished: true,
  abandoned: true,
  withdrawn: true,
  superseded: true,
  void: true,
} as const satisfies Record<components['schemas']['PlanSummary']['status'], true>;

export const listCommand = (): Command =>
  addListOptions(onlineCommand('list', 'print plans, the newest request first', 'lockstep plans list --status computed'))
    .addOption(choiceOption('--status <status>', 'with this status', STATUSES))
    .option('--domain <nsx>', 'of one NSX manager')
    .action(
      showing<Filter>(async ({ client, options: { limit, status, domain } }) => {
        const query = { status: status as 'computed' | undefined, domain };
        return listShown(await take(client.pages('/v1/plans', { params: { query } }), limit), SUMMARY_TITLES, summaryRow, ({ id }) => id);
      }),
    );

export const getCommand = (): Command =>
  ofPlan('get', 'print a plan with its status; -o yaml with all of its steps', 'lockstep plans get "$PLAN" -o yaml').action(
    showing(async ({ client }, id) => planShown((await client.GET('/v1/plans/{id}', { params: { path: { id: id! } } })).data)),
  );

export const stepsCommand = (): Command =>
  addListOptions(
    ofPlan('steps', 'print the steps of a plan, in an order in which they may be taken', 'lockstep plans steps "$PLAN"'),
  ).action(
    showing<ListOptions>(async ({ client, options: { limit } }, id) =>
      listShown(
        await take(client.pages('/v1/plans/{id}/steps', { params: { path: { id: id! } } }), limit),
        ['STEP', 'AFTER', 'POINT OF NO RETURN', 'MOVES…', 'WHERE…'],
        ({ id, after, reversible, moves, subjects, groups }) => [
          id,
          after.join(' '),
          reversible ? 'no' : 'yes',
          moves.map(({ component, from, to }) => `${component} ${from} → ${to}`).join(', '),
          [...subjects, ...(groups ?? []).map((group) => `group ${group}`)].join(', '),
        ],
        ({ id }) => id,
      ),
    ),
  );

export const explainCommand = (): Command =>
  ofPlan(
    'explain',
    'say why a plan has no steps; -o yaml with causes and what would have to change',
    'lockstep plans explain "$PLAN"',
  ).action(
    showing(async ({ client }, id) => {
      const { data } = await client.GET('/v1/plans/{id}/explanation', { params: { path: { id: id! } } });
      const { explanation } = data;
      const ways = (explanation?.relaxations ?? []).reduce((count, { changes }) => count + (changes.length > 0 ? 1 : 0), 0);
      return {
        ...listShown(
          explanation?.blockers ?? [],
          ['KIND', 'WHAT', 'WHY…'],
          ({ kind, subject, message }) => [kind, subject, message],
          ({ subject }) => subject,
        ),
        data,
        notes: [
          explanation?.summary ?? `the plan is ${data.outcome}; there is nothing to explain`,
          ...(ways > 0 ? ['what would have to change: lockstep plans explain … -o yaml, under relaxations'] : []),
        ],
      };
    }),
  );

const DOCUMENTS = { markdown: 'text/markdown', csv: 'text/csv', yaml: 'application/yaml' } as const;

export const documentCommand = (): Command =>
  ofPlan('document', 'print the document of a change board', 'lockstep plans document "$PLAN" > change.md', Object.keys(DOCUMENTS)).action(
    asking(async ({ client, options: { output } }, id) => {
      const accept = DOCUMENTS[output as unknown as keyof typeof DOCUMENTS];
      const { data } = await client.request<string>('GET', `/v1/plans/${encodeURIComponent(id!)}`, { headers: { accept } });
      process.stdout.write(data.endsWith('\n') ? data : `${data}\n`);
      process.exitCode = OK;
    }),
  );

export const standingCommand = (): Command =>
  ofPlan(
    'standing',
    'say whether all that a plan leans on is still so; exit 0 it stands on fresh evidence, 2 it does not stand, 3 its evidence is too old',
    'lockstep plans standing "$PLAN"',
  ).action(
    showing(async ({ client }, id) => {
      const { data } = await client.GET('/v1/plans/{id}/standing', { params: { path: { id: id! } } });
      return {
        ...listShown(
          data.fallen,
          ['PREMISE', 'FELL BY', 'WHAT…'],
          ({ premise, by, message }) => [premise.kind, by.kind === 'event' ? `${by.type} at ${by.position}` : by.kind, message],
          ({ message }) => message,
        ),
        data,
        names: [data.standing],
        notes: [
          `plan ${data.id} (${data.status}): ${data.standing}${data.evidence === null ? '' : `; its evidence is ${wordEvidence(data.evidence)}`}`,
        ],
        // Nobody may decide on stale evidence: whoever asks is told so as by the gate.
        exitCode: data.standing !== 'stands' ? REFUSED : data.evidence?.age === 'fresh' ? OK : HOLD,
      };
    }),
  );

type Evidence = NonNullable<components['schemas']['PlanStanding']['evidence']>;

/** What would have to be looked at anew, where it is too old. */
const wordEvidence = ({ age, oldest, maxAge }: Evidence): string =>
  age === 'fresh' || oldest === null
    ? age
    : `${age}: ${oldest.node.kind} ${oldest.node.id} was last observed ${oldest.observedAt ?? 'never'}, and ${maxAge} s is the most`;

export const verifyCommand = (): Command =>
  ofPlan(
    'verify',
    'have the service prove a plan again by its independent checker; exit 0 proven, 2 refuted',
    'lockstep plans verify "$PLAN"',
  ).action(
    showing(async ({ client }, id) => {
      const { goal, plan } = (await client.GET('/v1/plans/{id}', { params: { path: { id: id! } } })).data;
      if (plan === null) throw new InputError([`plan ${id}; plan; there must be steps to prove; found none`]);
      const { data } = await client.POST('/v1/plan-verifications', { body: { plan, goal } });
      return {
        ...listShown(
          data.refutations,
          ['WHAT', 'WHY…'],
          ({ kind, message }) => [kind, message],
          ({ kind }) => kind,
        ),
        data,
        names: [data.outcome],
        notes: [`plan ${id}: ${data.outcome} over matrix ${data.over.matrix} and fleet ${data.over.fleet}`],
        exitCode: data.outcome === 'proven' ? OK : REFUSED,
      };
    }),
  );

export const diffCommand = (): Command =>
  ofPlan('diff', 'print what differs between the steps of two plans', 'lockstep plans diff "$OLD" "$NEW"')
    .argument('<other-plan>', 'id of the other plan')
    .action(
      showing(async ({ client }, id, to) => {
        const { data } = await client.GET('/v1/plans/{id}/diff', { params: { path: { id: id! }, query: { to: to! } } });
        type Step = (typeof data.added)[number];
        const row = (kind: string, step: Step, detail = ''): string[] => [
          kind,
          step.id,
          step.moves.map(({ component, from, to }) => `${component} ${from} → ${to}`).join(', '),
          detail,
        ];
        const rows = [
          ...data.removed.map((step) => row('removed', step)),
          ...data.added.map((step) => row('added', step)),
          ...data.changed.map(({ after, joinedCount, leftCount }) => row('changed', after, `${joinedCount} joined, ${leftCount} left`)),
          ...data.moved.map(({ before, after }) => row('moved', after, `from place ${before.place} to ${after.place}`)),
        ];
        const columns = [{ title: 'WHAT' }, { title: 'STEP' }, { title: 'MOVES', flexible: true }, { title: 'DETAIL', flexible: true }];
        return { data, columns, rows, names: rows.map(([, step]) => step!), notes: [`${data.unchanged} steps are the same`] };
      }),
    );
