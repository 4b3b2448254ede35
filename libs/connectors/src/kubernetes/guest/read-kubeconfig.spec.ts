import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readKubeconfig } from './read-kubeconfig.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function kubeconfig({
  cluster = {},
  user = { token: 'of-the-user' } as object,
  ...rest
}: { cluster?: object; user?: object } = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: 'https://10.0.0.5:6443', 'certificate-authority-data': base64('authority'), ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
    ...rest,
  });
}

describe('readKubeconfig', () => {
  it('reads where the cluster is, whom to trust and a token', () => {
    expect(readKubeconfig(kubeconfig())).toEqual({ url: 'https://10.0.0.5:6443', caBundle: 'authority', token: 'of-the-user' });
  });

  it('reads a client certificate with its key', () => {
    const user = { 'client-certificate-data': base64('certificate'), 'client-key-data': base64('key') };
    expect(readKubeconfig(kubeconfig({ user }))).toMatchObject({ clientCertificate: { certificate: 'certificate', key: 'key' } });
  });

  it.each([
    ['runs a command', { user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'touch', args: ['/tmp/owned'] } } }],
    ['logs in through a provider', { user: { 'auth-provider': { name: 'gcp', config: { 'cmd-path': '/bin/sh' } } } }],
    ['names files', { user: { 'client-certificate': '/etc/passwd', 'client-key': '/etc/passwd' } }],
    ['names files', { cluster: { 'certificate-authority': '/etc/passwd' } }],
    ['goes through a proxy', { cluster: { 'proxy-url': 'http://127.0.0.1:8080' } }],
    ['turns verification off', { cluster: { 'insecure-skip-tls-verify': true } }],
    ['names another server', { cluster: { 'tls-server-name': 'elsewhere' } }],
    ['logs in by password', { user: { username: 'admin', password: 'admin' } }],
    ['speaks for another user', { user: { token: 't', as: 'system:admin' } }],
    ['has neither a token nor a certificate', { user: {} }],
    ['has neither a token nor a certificate', { user: { 'client-certificate-data': base64('without its key') } }],
    ['has something else where a text belongs', { user: { token: { toString: 'x' } } }],
    ['has no address', { cluster: { server: 'here' } }],
    ['has no current context', { 'current-context': 'another' }],
    ['has no current context', { contexts: [] }],
  ])('refuses one that %s', (problem, parts) => {
    expect(readKubeconfig(kubeconfig(parts as object))).toEqual({ problem: expect.stringContaining(problem) });
  });

  it.each(['', 'null', '[]', '42', 'clusters: [1]', '{', 'a: *b', 'users: [{name: u, user: 7}]', '<html></html>'])(
    'refuses %j, which is none',
    (text) => expect(readKubeconfig(text)).toHaveProperty('problem'),
  );

  it('says nothing of what stands in it', () => {
    const text = kubeconfig({ user: { token: 'of-the-user', exec: { command: 'secret-command' } } });
    expect(JSON.stringify(readKubeconfig(text))).not.toMatch(/of-the-user|secret-command|10\.0\.0\.5/);
  });
});
