import { expect, it } from 'vitest';
import { approvalShown } from './signoffs.command.js';

const nothing: Parameters<typeof approvalShown>[0] = {
  plan: 'p',
  digest: null,
  state: 'pending',
  standing: { standing: 'stands', because: [] },
  requested: null,
  classes: [],
  missing: [],
  unowned: [],
  signatures: [],
  refusals: [],
  waivers: [],
  breakGlass: null,
  lifted: [],
  voided: null,
  people: [],
};
const at = '2026-11-20T09:00:00Z';

it('says for whom a signature stands that was given in a change system, and nothing of the kind of others', () => {
  const signatures = [
    { by: 'token:bo', at, roles: ['approver'], standsFor: [] },
    { by: 'change:board/CHG1 by Ada, Carla', at, roles: ['change-board'], standsFor: ['token:ada', 'token:carla'] },
  ];
  expect(approvalShown({ ...nothing, signatures }).rows.map((row) => [row[1], row[3]])).toEqual([
    ['token:bo', 'approver'],
    ['change:board/CHG1 by Ada, Carla', 'change-board; stands for token:ada, token:carla'],
  ]);
});

it('calls people by their names, with the ids that decide', () => {
  const signatures = [{ by: 'token:bo', at, roles: ['approver'], standsFor: [] }];
  const refusals = [{ by: 'token:cy', at, roles: ['approver'], reason: 'week of the fair' }];
  const people = [{ id: 'token:bo', name: 'Bo Berg' }];
  expect(approvalShown({ ...nothing, signatures, refusals, people }).rows.map((row) => row[1])).toEqual(['Bo Berg (token:bo)', 'token:cy']);
});
