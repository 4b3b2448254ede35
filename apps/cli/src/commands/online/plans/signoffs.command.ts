import { wordActor } from '@lockstep/approvals/domain';
import { type components, ifMatch } from '@lockstep/api-client';
import type { Command } from 'commander';
import { shortTime } from '../../../online/moments.js';
import { showing } from '../../../online/online-command.js';
import type { Shown } from '../../../online/shown.js';
import { addDigestOption, type DigestOption, getComputed, ofPlan } from './plan-argument.js';

type Approval = components['schemas']['Approval'];

/** What is decided is decided on a digest: who signs names the one that was looked at. */
interface Decision {
  readonly digest: string;
}

export const signoffsCommand = (): Command =>
  ofPlan('signoffs', 'print who has said what of a plan, and what is missing', 'lockstep plans signoffs "$PLAN"').action(
    showing(async ({ client }, id) => approvalShown((await client.GET('/v1/plans/{id}/signoffs', { params: { path: { id: id! } } })).data)),
  );

export const requestSignoffCommand = (): Command =>
  addDigestOption(
    ofPlan('request-signoff', 'work out what a plan asks for, and ask for it', 'lockstep plans request-signoff "$PLAN"'),
  ).action(
    showing<DigestOption>(async ({ client, options }, id) => {
      const { digest } = await getComputed(client, id!, options);
      const headers = ifMatch(digest);
      return approvalShown((await client.POST('/v1/plans/{id}/signoffs/request', { params: { path: { id: id! } }, headers })).data);
    }),
  );

export const signCommand = (): Command =>
  ofPlan('sign', 'sign a plan; it has to be the one with this digest', 'lockstep plans sign "$PLAN" --digest sha256:1f…')
    .requiredOption('--digest <digest>', 'of the plan that was looked at')
    .action(
      showing<Decision>(async ({ client, options: { digest } }, id) => {
        const params = { path: { id: id! } };
        const { data } = await client.POST('/v1/plans/{id}/signoffs', { params, headers: ifMatch(digest), body: { decision: 'sign' } });
        return approvalShown(data);
      }),
    );

export const refuseCommand = (): Command =>
  ofPlan(
    'refuse',
    'refuse a plan; it holds until it is taken back',
    'lockstep plans refuse "$PLAN" --digest sha256:1f… --reason \'week of the fair\'',
  )
    .requiredOption('--digest <digest>', 'of the plan that was looked at')
    .requiredOption('--reason <text>', 'why')
    .action(
      showing<Decision & { readonly reason: string }>(async ({ client, options: { digest, reason } }, id) => {
        const params = { path: { id: id! } };
        const body = { decision: 'refuse', reason } as const;
        return approvalShown((await client.POST('/v1/plans/{id}/signoffs', { params, headers: ifMatch(digest), body })).data);
      }),
    );

export const takeBackCommand = (): Command =>
  addDigestOption(ofPlan('take-back', 'take back what one has said of a plan oneself', 'lockstep plans take-back "$PLAN"'))
    .option('--reason <text>', 'why')
    .action(
      showing<DigestOption & { readonly reason?: string }>(async ({ client, options }, id) => {
        const { digest } = await getComputed(client, id!, options);
        const params = { path: { id: id! } };
        const body = options.reason === undefined ? {} : { reason: options.reason };
        return approvalShown((await client.POST('/v1/plans/{id}/signoffs/withdraw', { params, headers: ifMatch(digest), body })).data);
      }),
    );

export const breakGlassCommand = (): Command =>
  ofPlan(
    'break-glass',
    'pass over missing signatures in an emergency; nothing else is passed over, and everybody is told',
    'lockstep plans break-glass "$PLAN" --digest sha256:1f… --reason \'site down\'',
  )
    .requiredOption('--digest <digest>', 'of the plan that was looked at')
    .requiredOption('--reason <text>', 'why')
    .action(
      showing<Decision & { readonly reason: string }>(async ({ client, options: { digest, reason } }, id) => {
        const params = { path: { id: id! } };
        return approvalShown(
          (await client.POST('/v1/plans/{id}/break-glass', { params, headers: ifMatch(digest), body: { reason } })).data,
        );
      }),
    );

export const liftRefusalCommand = (): Command =>
  ofPlan(
    'lift-refusal',
    'take back the refusal of somebody who can not, such as of a revoked token; everybody is told',
    'lockstep plans lift-refusal "$PLAN" --digest sha256:1f… --of token:7b… --reason \'left the company\'',
  )
    .requiredOption('--digest <digest>', 'of the plan that was looked at')
    .requiredOption('--of <actor>', 'who has refused')
    .requiredOption('--reason <text>', 'why')
    .action(
      showing<Decision & { readonly of: string; readonly reason: string }>(async ({ client, options: { digest, of, reason } }, id) => {
        const init = { params: { path: { id: id! } }, headers: ifMatch(digest), body: { of, reason } };
        return approvalShown((await client.POST('/v1/plans/{id}/signoffs/lift-refusal', init)).data);
      }),
    );

/** Who has said what, a line each. */
export function approvalShown(approval: Approval): Shown {
  const { plan, state, standing, signatures, refusals, waivers, missing, unowned, breakGlass, lifted = [], people = [] } = approval;
  const who = (actor: string) => wordActor(people, actor);
  const wordRoles = (roles: readonly string[], standsFor: readonly string[]): string =>
    roles.join(', ') + (standsFor.length > 0 ? `; stands for ${standsFor.map(who).join(', ')}` : '');
  const rows = [
    ...signatures.map(({ by, at, roles, standsFor = [] }) => ['signed', who(by), shortTime(at), wordRoles(roles, standsFor)]),
    ...refusals.map(({ by, at, reason }) => ['refused', who(by), shortTime(at), reason]),
    ...waivers.map(({ owner, expires, reason }) => ['waived', owner, `until ${shortTime(expires)}`, reason]),
    ...lifted.map(({ of, by, at, reason }) => ['LIFTED', `${who(of)} by ${who(by)}`, shortTime(at), reason]),
    ...(breakGlass === null ? [] : [['BREAK-GLASS', who(breakGlass.by), shortTime(breakGlass.at), breakGlass.reason]]),
    ...missing.map(({ class: risk, role, count }) => ['missing', `${count} × ${role}`, null, `for ${risk}`]),
    ...(unowned.length === 0 ? [] : [['missing', 'owners', null, `of ${unowned.join(', ')}`]]),
  ];
  return {
    data: approval,
    columns: [{ title: 'WHAT' }, { title: 'WHO' }, { title: 'WHEN' }, { title: 'WHY', flexible: true }],
    rows,
    names: [state],
    notes: [
      `plan ${plan}: ${state}`,
      ...(standing.standing === 'stands' ? [] : [`it is ${standing.standing}: ${standing.because.join('; ')}`]),
    ],
  };
}
