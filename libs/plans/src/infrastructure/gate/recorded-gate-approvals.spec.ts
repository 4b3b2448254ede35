import type { ApprovalView, Freeze } from '@lockstep/approvals';
import { describe, expect, it } from 'vitest';
import type { TouchedNode } from '../../application/gate/gate-sources.port.js';
import { RRULE_TIMES } from '../calendar-expansion.js';
import { RecordedGateApprovals, RecordedGateFreezes } from './recorded-gate-approvals.js';

const node = (more: Partial<TouchedNode>): TouchedNode => ({
  node: { kind: 'cluster', id: 'c1' },
  role: 'subject',
  versions: {},
  labels: {},
  nsxManager: 'fra',
  supervisor: 'sup-1',
  project: 'shop',
  health: null,
  rolling: [],
  ...more,
});
const at = '2026-12-20T10:30:30Z';
const until = async (times: Freeze['times'], scope: Freeze['scope'] = {}, nodes: TouchedNode[] = [node({})]) => {
  const freezes = { list: async () => [{ id: 'f', version: 1, changedAt: at, name: 'year end', reason: 'sale', scope, times }] };
  return (await new RecordedGateFreezes(freezes, RRULE_TIMES).listInForce(nodes, at)).map((freeze) => freeze.until);
};
const december = { from: '2026-12-18T00:00:00Z', to: '2027-01-04T06:00:00Z' };

describe('freezes at the gate', () => {
  it('hold while they last, to their end', async () => {
    expect(await until(december)).toEqual(['2027-01-04T06:00:00.000Z']);
    expect(await until({ from: '2026-12-20T10:31:00Z', to: '2027-01-04T06:00:00Z' })).toEqual([]);
    expect(await until({ from: '2026-12-18T00:00:00Z', to: '2026-12-20T10:30:00Z' })).toEqual([]);
    expect(await until({ from: '2026-12-18T00:00:00Z', to: '2036-01-01T00:00:00Z' })).toEqual([null]);
  });

  it('that come again by a rule end where the run of them ends, by the clocks of their zone', async () => {
    const daily = { start: '2026-12-01T11:00', duration: 'PT4H', timeZone: 'Europe/Berlin', rule: 'FREQ=DAILY' };
    expect(await until(daily)).toEqual(['2026-12-20T14:00:00.000Z']);
    expect(await until({ ...daily, duration: 'P1D', rule: 'FREQ=DAILY;COUNT=25' })).toEqual(['2026-12-26T10:00:00.000Z']);
  });

  it('hold a step that touches one node in their scope', async () => {
    const other = node({ project: 'bank', labels: { tier: '1' } });
    expect(await until(december, { projects: ['bank'] })).toEqual([]);
    expect(await until(december, { projects: ['bank'] }, [node({}), other])).toHaveLength(1);
    expect(await until(december, { labels: { tier: '1' }, projects: ['shop'] }, [node({}), other])).toEqual([]);
  });
});

describe('approvals at the gate', () => {
  const approved = {
    state: 'approved',
    digest: 'sha256:a',
    missing: [],
    refusals: [],
    voices: [],
    waivers: [],
    unowned: [],
    breakGlass: null,
  };
  const find = (view: object) =>
    new RecordedGateApprovals({ stateOf: async () => ({ ...approved, ...view }) as unknown as ApprovalView }, () => at).find('p');

  it('miss no signature that break-glass stands in for', async () => {
    const missing = [{ class: 'routine', role: 'approver', count: 1 }];
    expect(await find({ missing })).toMatchObject({ missing });
    expect(await find({ missing, breakGlass: { by: 'token:eva', at, reason: 'fire' } })).toMatchObject({ state: 'approved', missing: [] });
  });

  it('are signed since the first signature that counts, or since break-glass', async () => {
    const voices = [
      { kind: 'signature', by: 'b', at: '2026-12-20T09:00:00Z' },
      { kind: 'signature', by: 'a', at: '2026-12-20T08:00:00Z' },
      { kind: 'refusal', by: 'c', at: '2026-12-20T07:00:00Z' },
    ];
    expect(await find({ voices })).toMatchObject({ signedSince: '2026-12-20T08:00:00Z' });
    expect(await find({})).toMatchObject({ signedSince: null });
    expect(await find({ breakGlass: { by: 'token:eva', at, reason: 'fire' } })).toMatchObject({ signedSince: at });
  });

  it('name the waivers that have ended, to the moment', async () => {
    const waivers = [at, '2026-12-20T10:30:31Z'].map((expires) => ({
      about: { kind: 'statement', statement: 's9' },
      owner: 'eva',
      expires,
    }));
    expect(await find({ state: 'void', waivers })).toMatchObject({ expiredWaivers: [{ of: 'statement s9', owner: 'eva', expires: at }] });
  });
});
