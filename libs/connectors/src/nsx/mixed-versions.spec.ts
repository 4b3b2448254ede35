import { describe, expect, it } from 'vitest';
import { mixedVersions, type UpgradeView } from './mixed-versions.js';

const part = (name: string, version: string, nodes = 3) => ({ part: name, version, nodes });
const steady: UpgradeView = {
  product: '9.0.2.0',
  node: '9.0.2.0',
  parts: [part('MP', '9.0.2.0'), part('EDGE', '9.0.2.0'), part('HOST', '9.0.2.0')],
  upgradeStatus: 'NOT_STARTED',
};

describe('what rolls in NSX', () => {
  it('is nothing where all parts run the release of the product', () => {
    expect(mixedVersions(steady)).toEqual([]);
  });

  it('is told part by part, in text order, while managers are ahead of hosts', () => {
    const parts = [part('MP', '9.1.0.0'), part('HOST', '9.1.0.0', 4), part('HOST', '9.0.2.0', 4), part('EDGE', '9.0.2.0', 2)];
    expect(mixedVersions({ ...steady, parts })).toEqual([
      part('EDGE', '9.0.2.0', 2),
      part('HOST', '9.0.2.0', 4),
      part('HOST', '9.1.0.0', 4),
      part('MP', '9.1.0.0', 3),
    ]);
  });

  it('counts builds of one release together', () => {
    const parts = [part('HOST', '9.1.0.0', 4), part('HOST', '9.1.0.0', 2)];
    expect(mixedVersions({ ...steady, parts })).toEqual([part('HOST', '9.1.0.0', 6)]);
  });

  it('is all of it between the last node and the change of the product, before which no feature of the new release is on', () => {
    const parts = [part('MP', '9.1.0.0'), part('EDGE', '9.1.0.0'), part('HOST', '9.1.0.0')];
    expect(mixedVersions({ ...steady, node: '9.1.0.0', parts })).toHaveLength(3);
    expect(mixedVersions({ ...steady, node: '9.1.0.0', product: '9.1.0.0', parts, upgradeStatus: 'SUCCESS' })).toEqual([]);
  });

  it.each(['IN_PROGRESS', 'PAUSING', 'PAUSED', 'FAILED'])(
    'is all of it while an upgrade is %s, though no part has moved',
    (upgradeStatus) => {
      expect(mixedVersions({ ...steady, upgradeStatus })).toHaveLength(3);
    },
  );

  it.each(['SUCCESS', 'NOT_STARTED', 'SOMETHING_NEW', null])('is nothing while an upgrade is %s and no part differs', (upgradeStatus) => {
    expect(mixedVersions({ ...steady, upgradeStatus })).toEqual([]);
  });

  it('is seen in the node that answers where the parts are not told', () => {
    for (const parts of [undefined, []])
      for (const upgradeStatus of ['IN_PROGRESS', 'NOT_STARTED', null, undefined])
        expect(mixedVersions({ ...steady, parts, upgradeStatus, node: '9.1.0.0' })).toEqual([part('MP', '9.1.0.0', 1)]);
  });

  it('is something unknown while an upgrade is under way and the parts are not told', () => {
    for (const parts of [undefined, []])
      for (const node of ['9.0.2.0', null])
        expect(mixedVersions({ ...steady, parts, node, upgradeStatus: 'PAUSED' })).toEqual([part('MP', 'unknown', 1)]);
  });

  it('is nothing again where no part is told, no upgrade is under way and the node that answers runs the release of the product', () => {
    expect(mixedVersions({ ...steady, parts: [], upgradeStatus: 'SUCCESS' })).toEqual([]);
    expect(mixedVersions({ ...steady, parts: [], upgradeStatus: null })).toEqual([]);
    expect(mixedVersions({ ...steady, parts: undefined, upgradeStatus: 'NOT_STARTED' })).toEqual([]);
  });

  it('cannot be told where neither parts nor the upgrade are, or where one of the versions cannot be read', () => {
    expect(mixedVersions({ ...steady, parts: undefined, upgradeStatus: null })).toBeUndefined();
    expect(mixedVersions({ ...steady, parts: [], node: null })).toBeUndefined();
    expect(mixedVersions({ ...steady, parts: [], product: null, node: null })).toBeUndefined();
  });

  it('is not nothing while the state of the upgrade could not be read, though no part differs', () => {
    expect(mixedVersions({ ...steady, upgradeStatus: undefined })).toBeUndefined();
    expect(mixedVersions({ ...steady, parts: [], upgradeStatus: undefined })).toBeUndefined();
  });

  it('takes a part whose version cannot be read for another one', () => {
    expect(mixedVersions({ ...steady, parts: [part('MP', '9.0.2.0'), part('HOST', 'unknown', 1)] })).toHaveLength(2);
  });
});
