import { beginning } from '@lockstep/event-store';
import { expect, it } from 'vitest';
import { FollowPremises, PremisesNotFollowed } from './follow-premises.use-case.js';

/** `held`: positions that readers are not shown, of which each look finds one less. */
function world(held: readonly number[]) {
  const left = [...held];
  const looks: (number | undefined)[] = [];
  let rounds = 0;
  const following = {
    findHeldBack: async (until?: number) => {
      looks.push(until);
      return left.splice(0, 1).find((position) => position <= (until ?? Infinity)) ?? 0;
    },
    find: async () => ({ cursor: beginning, day: '2026-11-20' }),
    readNews: async (cursor: unknown) => (rounds++, { events: [], cursor, ended: true }),
  };
  const parts = [{}, following, {}, {}, {}, {}, () => '2026-11-20T12:00:00Z'] as unknown as ConstructorParameters<typeof FollowPremises>;
  return { follow: new FollowPremises(...parts), looks, rounds: () => rounds };
}

it('reads at once where nothing is held back', async () => {
  const { follow, looks, rounds } = world([]);
  await follow.catchUp(0);
  expect([looks, rounds()]).toEqual([[undefined], 1]);
});

it('waits for what was on record when it was asked, and not for what comes meanwhile', async () => {
  const { follow, looks, rounds } = world([7, 7, 9]);
  await follow.catchUp(10_000);
  expect([looks, rounds()]).toEqual([[undefined, 7, 7], 1]);
});

it('compares nothing with half of the record when its patience ends', async () => {
  const { follow, rounds } = world([7, 7, 7, 7]);
  await expect(follow.catchUp(-1)).rejects.toThrow(PremisesNotFollowed);
  expect(rounds()).toBe(0);
});
