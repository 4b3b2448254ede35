import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-live-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('lockstep demo --live', () => {
  it('has a plan signed by others than who asked for it, and carries it out by the gate, seen by scans in the middle of every roll', () => {
    const output = execFileSync(process.execPath, ['apps/cli/bin/lockstep.js', 'demo', '--live'], {
      env: { ...process.env, TMPDIR: folder },
      encoding: 'utf8',
    });
    for (const sentence of [
      /plan computed: 9 steps/,
      /signed off by two others than who asked for it; from here a pipeline asks the gate for every step/,
      /s4 vkr .* \(sup-1\/shop\/batch, sup-1\/shop\/checkout\): \d+ states, each inside every window; scans agree/,
      /in the middle: nsx-manager nsx-1: nsx 4\.2\.1\.0 and 9\.0\.2\.0/,
      /goal reached: 9 steps, .* planned again: nothing to do/,
    ])
      expect(output).toMatch(sentence);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('finds by scanning that NSX was raced ahead, plans the way back, takes it in the world, and leaves nothing behind', () => {
    const output = execFileSync(process.execPath, ['apps/cli/bin/lockstep.js', 'demo', '--live', '--race-ahead'], {
      env: { ...process.env, TMPDIR: folder },
      encoding: 'utf8',
    });
    for (const sentence of [
      /first scan saw 5 nodes/,
      /cluster sup-1\/shop\/checkout: vkr v1\.33\.6\+vmware\.1-fips-vkr\.2, antrea 2\.3\.2\+vmware\.1-tkg\.1, antrea-nsx-adapter 1\.3\.0/,
      /outside its window: cluster sup-1\/shop\/batch: antrea-nsx-adapter 1\.1\.0 with nsx 9\.0\.2\.0/,
      /high: 1 cluster under NSX manager nsx-1 runs antrea-nsx-adapter 1\.1\.0 with nsx 9\.0\.2\.0/,
      /high: Cluster sup-1\/shop\/batch is not healthy/,
      /in the middle: nsx-manager nsx-1: nsx 9\.0\.2\.0 and 9\.1\.1\.0/,
      /goal reached: \d+ steps, \d+ states, .* planned again: nothing to do/,
    ])
      expect(output).toMatch(sentence);
    expect(readdirSync(folder)).toEqual([]);
  });
});
