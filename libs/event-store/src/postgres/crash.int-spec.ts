import { expect, it } from 'vitest';
import { crashAgainAndAgain } from '../../test/crash-server.js';

it('loses nothing acknowledged when the server is killed in the middle of appends, and a retry doubles nothing', async () => {
  const { acknowledged, recorded } = await crashAgainAndAgain(1, 60);
  expect(recorded).toHaveLength(acknowledged.size);
  expect(new Set(recorded.map(({ id }) => id))).toEqual(acknowledged);
});
