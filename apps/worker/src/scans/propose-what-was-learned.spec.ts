import type { LearnedFact } from '@lockstep/fleet';
import type { ProposalOrder } from '@lockstep/matrix';
import { createLogger } from '@lockstep/platform';
import { expect, it } from 'vitest';
import { ProposeWhatWasLearned } from './propose-what-was-learned.js';

const fact: LearnedFact = {
  fact: 'release',
  component: 'vkr',
  version: 'v1.33.1',
  bundle: { antrea: '2.3.0' },
  place: 'KubernetesRelease v1.33.1',
};
const pair = { fact: 'running-pair', versions: {}, place: 'cluster sup-1/a' } as never;
const lab = { name: 'Lab', speaksFor: { kind: 'supervisor', id: 'sup-1' } } as const;
const now = () => '2026-11-20T06:00:00.000Z';
const logger = createLogger('silent', 'test');
const nothing = { proposed: 0, seenAgain: 0, known: 0, said: 0, unreadable: [] };

it('proposes what a source tells and what runs in the name of the same Supervisor, whatever the source is called', async () => {
  const orders: ProposalOrder[] = [];
  const learn = new ProposeWhatWasLearned(
    { execute: async (order) => (orders.push(order), nothing) },
    { execute: async () => [{ supervisor: 'sup-1', pairs: [pair] }] },
    now,
    logger,
  );
  await learn.from(lab, [fact]);
  await learn.fromFleet();
  expect(orders).toEqual([
    { source: { id: 'supervisor sup-1', title: 'Lab' }, day: '2026-11-20', facts: [fact], actor: 'system:scans' },
    { source: { id: 'supervisor sup-1', title: 'Supervisor sup-1' }, day: '2026-11-20', facts: [pair], actor: 'system:scans' },
  ]);
});

it('does not hold up a scan when the matrix can not be told', async () => {
  const away = () => Promise.reject(new Error('the database is away'));
  const learn = new ProposeWhatWasLearned({ execute: away }, { execute: away }, now, logger);
  await expect(learn.from(lab, [fact])).resolves.toBeUndefined();
  await expect(learn.fromFleet()).resolves.toBeUndefined();
});
