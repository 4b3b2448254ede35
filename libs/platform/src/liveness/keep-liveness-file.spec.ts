import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLivenessFile } from './index.js';

describe('keepLivenessFile', () => {
  let folder: string;
  let file: string;
  let stop: (() => Promise<void>) | undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lockstep-liveness-'));
    file = path.join(folder, 'alive');
  });
  afterEach(async () => {
    await stop?.();
    stop = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const keep = async (probe: () => Promise<void>, onFailure: (error: unknown) => void = () => {}) => {
    stop = await keepLivenessFile({ file, probe, interval: 1, onFailure });
  };

  it('has written the file when it resolves', async () => {
    await keep(async () => {});
    expect(existsSync(file)).toBe(true);
  });

  it('writes it again and again', async () => {
    await keep(async () => {});
    const first = readFileSync(file, 'utf8');
    await vi.waitFor(() => expect(readFileSync(file, 'utf8') > first).toBe(true));
  });

  it('lets the file age while the probe fails, says so, and goes on when it succeeds', async () => {
    let failing = true;
    const failures: unknown[] = [];
    const probe = () => (failing ? Promise.reject(new Error('queue is gone')) : Promise.resolve());
    await keep(probe, (error) => failures.push(error));
    await vi.waitFor(() => expect(failures.length).toBeGreaterThan(2));
    expect(existsSync(file)).toBe(false);
    failing = false;
    await vi.waitFor(() => expect(existsSync(file)).toBe(true));
  });

  it('leaves no file behind when a probe is still running at the end', async () => {
    let release = () => {};
    let probes = 0;
    await keep(() => ((probes += 1) === 1 ? Promise.resolve() : new Promise<void>((resolve) => (release = resolve))));
    await vi.waitFor(() => expect(probes).toBe(2));
    const stopping = stop?.();
    release();
    await stopping;
    expect(existsSync(file)).toBe(false);
  });
});
