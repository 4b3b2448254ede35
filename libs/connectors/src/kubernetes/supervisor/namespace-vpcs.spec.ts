import { describe, expect, it } from 'vitest';
import type { KubernetesApi, Page } from '../api/kubernetes-api.js';
import { KubernetesFailure } from '../api/kubernetes-failure.js';
import type { Resource } from '../api/resources.js';
import type { Asking } from '../read-objects.js';
import { gatherNamespaceVpcs } from './namespace-vpcs.js';

const pathOf = (project: string, vpc: string) => `/orgs/default/projects/${project}/vpcs/${vpc}`;
const info = (namespace: string, ...vpcs: object[]) => ({ metadata: { namespace, name: namespace }, vpcs });
const configuration = (name: string, ...vpcs: object[]) => ({ metadata: { name }, status: { vpcs } });

/** Undefined: not served; null: not allowed. */
type Objects = readonly unknown[] | null | undefined;

async function gathered(objects: Readonly<Record<string, Objects>>) {
  const asked: string[] = [];
  async function* list({ plural }: Resource): AsyncGenerator<Page> {
    asked.push(plural);
    const items = objects[plural];
    if (items === null) throw new KubernetesFailure('not-authorized', `GET ${plural}`, 'the account may not make this request', false);
    if (items) yield { items, restarted: false };
  }
  const asking: Asking = { api: { list } as unknown as KubernetesApi, subject: { kind: 'supervisor', id: 'sup-1' } };
  const reports = gatherNamespaceVpcs(asking, undefined);
  const faults: string[] = [];
  for (;;) {
    const { done, value } = await reports.next();
    if (done) return { vpcs: value, faults, asked };
    if (value.report === 'fault') faults.push(value.fault.code);
  }
}

describe('the VPC of a namespace', () => {
  it('has the path that its NetworkInfo gives, and nothing else is asked for', async () => {
    const { vpcs, asked } = await gathered({ networkinfos: [info('shop', { name: 'Shop', vpcPath: pathOf('shop', 'prod') })] });
    expect(vpcs.find('shop')).toBe(pathOf('shop', 'prod'));
    expect(vpcs.find('other')).toBeUndefined();
    expect(asked).toEqual(['networkinfos']);
  });

  it('has the path that a configuration knows by its name', async () => {
    const { vpcs, faults } = await gathered({
      networkinfos: [info('shop', { name: 'Shop in production', defaultSNATIP: '10.0.0.1' })],
      vpcnetworkconfigurations: [
        configuration('default', { name: 'system', vpcPath: pathOf('default', 'system') }),
        configuration('shop', { name: 'Shop in production', vpcPath: pathOf('shop', 'prod') }),
        configuration('again', { name: 'Shop in production', vpcPath: pathOf('shop', 'prod') }),
        configuration('new'),
      ],
    });
    expect(vpcs.find('shop')).toBe(pathOf('shop', 'prod'));
    expect(faults).toEqual([]);
  });

  const named = [info('shop', { name: 'prod' })];
  const known = configuration('shop', { name: 'prod', vpcPath: pathOf('shop', 'prod') });
  it.each<[string, Readonly<Record<string, Objects>>]>([
    ['the networking model has none', {}],
    ['the namespace has none yet', { networkinfos: [info('shop')] }],
    [
      'a NetworkInfo names two',
      { networkinfos: [info('shop', { name: 'a', vpcPath: pathOf('p', 'a') }, { name: 'b', vpcPath: pathOf('p', 'b') })] },
    ],
    [
      'two NetworkInfos name one each',
      { networkinfos: [info('shop', { name: 'a', vpcPath: pathOf('p', 'a') }), info('shop', { name: 'b', vpcPath: pathOf('p', 'b') })] },
    ],
    ['NetworkInfos may not be read', { networkinfos: null, vpcnetworkconfigurations: [known] }],
    ['no configuration knows its name', { networkinfos: named, vpcnetworkconfigurations: [configuration('other')] }],
    ['a configuration tells no path', { networkinfos: named, vpcnetworkconfigurations: [configuration('shop', { name: 'prod' })] }],
    [
      'two Projects have a VPC of its name',
      {
        networkinfos: named,
        vpcnetworkconfigurations: [known, configuration('other', { name: 'prod', vpcPath: pathOf('other', 'prod') }), known],
      },
    ],
    ['configurations may not be read', { networkinfos: named, vpcnetworkconfigurations: null }],
    [
      'one configuration cannot be read, which may have the same name',
      { networkinfos: named, vpcnetworkconfigurations: [known, { metadata: { name: 'broken' }, status: { vpcs: 'what is this' } }] },
    ],
    ['it has no name', { networkinfos: [info('shop', {})], vpcnetworkconfigurations: [configuration('x', { vpcPath: pathOf('p', 'x') })] }],
  ])('is not known where %s', async (_, objects) => {
    expect((await gathered(objects)).vpcs.find('shop')).toBeUndefined();
  });
});
