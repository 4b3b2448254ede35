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
  voided: null,
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
