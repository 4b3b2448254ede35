import { describe, expect, it } from 'vitest';
import { releaseOf } from './release.js';

describe('the release in a version text of NSX', () => {
  it.each([
    ['9.0.2.0.25150386', '9.0.2.0'],
    ['9.0.2.0.25150389', '9.0.2.0'],
    ['9.0.2.0.0.25150386', '9.0.2.0'],
    ['9.0.2.0-25150386', '9.0.2.0'],
    ['4.2.3.3.0.25171318', '4.2.3.3'],
    ['4.2.3.3', '4.2.3.3'],
    ['9.1.0.0200.25524170', '9.1.0.0200'],
    ['3.2.4.0.0.23653568', '3.2.4.0'],
    ['3.2.4', '3.2.4'],
    ['9.0.2.0.7.25150386', '9.0.2.0.7'],
  ])('of %s is %s', (text, release) => {
    expect(releaseOf(text)).toBe(release);
  });

  it.each(['', 'unknown', '9', '9.x', 'v9.0.2.0', '9.0.2.0 ', '9..2', '9.0.2.0+v1', '<html>', '25150386', `9.${'0'.repeat(200)}`])(
    'is not found in %j',
    (text) => {
      expect(releaseOf(text)).toBeNull();
    },
  );
});
