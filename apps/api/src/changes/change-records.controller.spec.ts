import type { ChangeRecordKeeping } from '@lockstep/plans';
import { expect, it } from 'vitest';
import { ChangeRecordsController } from './change-records.controller.js';

it('asks for another try, and calls nothing broken, where the record changes without a pause', async () => {
  const keeping = { request: { execute: async () => ({ outcome: 'conflict' }) } } as unknown as ChangeRecordKeeping;
  const controller = new ChangeRecordsController(keeping, {} as never);
  const asked = controller.openChangeRecord({ plan: 'p', digest: 'd' }, undefined, { id: 'ada', roles: [] } as never, {} as never);
  await expect(asked).rejects.toMatchObject({ input: { status: 409, headers: { 'retry-after': '1' } } });
});
