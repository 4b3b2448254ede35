import { describe, expect, it } from 'vitest';
import { kubernetesSecret, kubernetesSettings } from './settings.js';

const least = { url: 'https://10.0.0.2:6443', supervisor: 'sup-1', parent: { vcenter: 'vc-1' } };

describe('settings of a Supervisor', () => {
  it('verify certificates and look into clusters unless told otherwise', () => {
    expect(kubernetesSettings.parse(least)).toMatchObject({
      ...{ tls: 'verified', guestClusters: 'kubeconfig', kubeconfigSecret: '{cluster}-kubeconfig', adapterImages: {} },
      limits: { pageSize: 250, requestSeconds: 30 },
    });
  });

  it.each([
    ['an address that is none', { url: 'sup-1' }],
    ['another protocol', { url: 'file:///etc/passwd' }],
    ['a user in the address', { url: 'https://admin:secret@10.0.0.2' }],
    ['a query in the address', { url: 'https://10.0.0.2/?token=secret' }],
    ['two parents', { parent: { vcenter: 'vc-1', nsxManager: 'nsx-1' } }],
    ['no parent', { parent: {} }],
    ['a field that is none', { tsl: 'not-verified' }],
    ['a CA bundle without certificates', { caBundle: '-----BEGIN NOTHING-----' }],
    ['a namespace twice', { namespaces: ['shop', 'shop'] }],
    ['a namespace that leads elsewhere', { namespaces: ['shop/../kube-system'] }],
    ['a Secret that is the same for all clusters', { kubeconfigSecret: 'admin' }],
    ['a Secret that leads elsewhere', { kubeconfigSecret: '{cluster}/../other' }],
    ['an image without a digest', { adapterImages: { latest: '1.3.0' } }],
    ['pages without end', { limits: { pageSize: 100_000 } }],
  ])('refuse %s', (_, change) => {
    expect(kubernetesSettings.safeParse({ ...least, ...change }).success).toBe(false);
  });

  it.each([
    [true, { token: 'abc' }],
    [true, { clientCertificate: '-----BEGIN CERTIFICATE-----', clientKey: '-----BEGIN PRIVATE KEY-----' }],
    [false, {}],
    [false, null],
    [false, { token: 'with\na header: in it' }],
    [false, { clientCertificate: '-----BEGIN CERTIFICATE-----' }],
    [false, { token: 'abc', clientKey: '-----BEGIN PRIVATE KEY-----' }],
  ])('say %s to the secret %j', (accepted, secret) => expect(kubernetesSecret.safeParse(secret).success).toBe(accepted));
});
