import type { InventorySource, KnownSource, SourceConnector } from '@lockstep/fleet';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { OpenSources } from './open-sources.js';

const known = { id: 'k8s', system: 'fake', settings: { url: 'https://lab.example' } } as unknown as KnownSource;
const connector = (): SourceConnector => ({
  system: 'fake',
  settings: z.unknown(),
  secret: z.unknown(),
  speaksFor: () => ({ kind: 'supervisor', id: 'sup-1' }),
  open: () => ({ look: () => [] as unknown as AsyncIterable<never>, close: () => Promise.resolve() }) satisfies InventorySource,
});

it('opens a source again for the next who asks, when it could not be opened once', async () => {
  let asked = 0;
  const find = () => (++asked === 1 ? Promise.reject(new Error('connection ended')) : Promise.resolve(known));
  const sources = new OpenSources({ find }, { read: () => Promise.resolve(undefined) }, [connector()], () => '2026-01-01T00:00:00Z');
  await expect(sources.use('k8s', 'scan', () => Promise.resolve('looked'))).rejects.toThrow('connection ended');
  expect(await sources.use('k8s', 'scan', () => Promise.resolve('looked'))).toBe('looked');
  expect(await sources.use('k8s', 'scan', () => Promise.resolve('looked'))).toBe('looked');
  expect(asked).toBe(2);
  await sources.closeAll();
});

it('asks for the secret of the place that the settings name', async () => {
  const asked: unknown[] = [];
  const read = (name: { readonly owner: string; readonly place: string }) => Promise.resolve(void asked.push(name));
  const sources = new OpenSources({ find: () => Promise.resolve(known) }, { read }, [connector()], () => '2026-01-01T00:00:00Z');
  await sources.use('k8s', 'scan', () => Promise.resolve());
  expect(asked).toEqual([{ owner: 'k8s', place: 'https://lab.example' }]);
  await sources.closeAll();
});
