import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { InputError } from '../input.js';
import { capacityCommand } from './capacity.command.js';
import { exportCommand } from './export.command.js';
import { importCommand } from './import.command.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lockstep-import-'))));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => void (process.exitCode = undefined));

const written = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

/** What a command prints, and its exit code; lines of an input error in `stderr`. */
async function run(command: ReturnType<typeof importCommand>, args: readonly string[]) {
  const printed = { stdout: '', stderr: '' };
  const streams = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => ((printed[name] += String(text)), true)),
  );
  try {
    await command.exitOverride().parseAsync([...args], { from: 'user' });
    return { ...printed, status: process.exitCode ?? 0 };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...printed, stderr: error.lines.join('\n'), status: 1 };
  } finally {
    for (const stream of streams) stream.mockRestore();
  }
}

const matrix = `apiVersion: lockstep/v1
kind: CompatibilityMatrix
metadata: {name: base}
spec:
  components: [{id: vks, scope: supervisor, versioning: dotted}, {id: vkr, scope: cluster, versioning: kubernetes}]
  relations: [{between: [vkr, vks]}]
  statements: [{id: s, between: {vks: "=3.7.1", vkr: ">=1.35 <1.37"}, status: validated, evidence: operator, note: "+ a note", sources: [lab]}]
  sources: [{id: lab, title: Lab, confidence: operator}]
`;

describe('lockstep import and export', () => {
  it('turns a snapshot into a document that lies over a matrix', async () => {
    const edges = [{ from: 'vks:3.7', to: 'vkr:1.36', releases: ['3.7.1+v1.36', '1.36.2'], footnote: 'Upgrade scenario only' }];
    const file = written('data.json', JSON.stringify({ stackmaps: { vks: { '3.7.1+v1.36': { layers: [], edges } } } }));
    const imported = await run(importCommand(), ['vkstack', '-f', file, '--url', 'https://example.com/data.json']);
    expect(imported).toMatchObject({ status: 0, stderr: expect.stringContaining('note: 1 VKr are named without a build') });
    const composed = await run(exportCommand(), [
      'csv',
      '-f',
      written('base.yaml', matrix),
      '-f',
      written('vkstack.yaml', imported.stdout),
    ]);
    expect(composed.stdout).toContain(
      "vkstack-vkr-1.36.2-vks-3.7.1+v1.36,vkr,'=1.36.2,vks,'=3.7.1+v1.36,transitional,mirror,,Upgrade scenario only,vkstack-",
    );
  });

  it('refuses what is no snapshot with file, line and pointer', async () => {
    const file = written('other.json', '{\n  "stackmaps": {"vks": []}}');
    expect(await run(importCommand(), ['vkstack', '-f', file])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining(`${file}:2:`),
    });
    expect((await run(importCommand(), ['vkstack', '-f', file])).stderr).toContain('/stackmaps/vks');
    expect((await run(importCommand(), ['vkstack', '-f', path.join(folder, 'none.json')])).stderr).toContain('cannot be read');
    expect((await run(importCommand(), ['vkstack', '-f', file, '--url', 'x'])).status).toBe(1);
  });

  it('brings pairings to a spreadsheet and back', async () => {
    const exported = await run(exportCommand(), ['csv', '-f', written('base.yaml', matrix)]);
    expect(exported.stdout).toContain("s,vkr,>=1.35 <1.37,vks,'=3.7.1,validated,operator,,'+ a note,lab");
    const csv = written('pairs.csv', exported.stdout);
    const back = await run(importCommand(), ['csv', '-f', csv, '-o', 'json']);
    expect(JSON.parse(back.stdout)).toMatchObject({
      spec: { statements: [{ between: { vks: '=3.7.1' }, note: '+ a note', sources: ['lab'] }] },
    });
    expect(readFileSync(csv, 'utf8')).toBe(exported.stdout);
  });
});

describe('lockstep capacity estimate', () => {
  const ask = (...more: string[]) =>
    run(capacityCommand(), ['estimate', '--clusters', '5', '--pods', '250', '--nodes', '6', '--services', '10', ...more]);

  it('names the block to choose, and why a smaller one strands the clusters', async () => {
    const { stdout, status } = await ask('--prefix', '/23');
    expect(status).toBe(2);
    expect(stdout).toContain('5 clusters of 250 pods need 1380 addresses: choose a /20; a /21 is the smallest that holds them');
    expect(stdout).toContain('/23 strands     a /23 has 512 addresses, 868 short of 1380; the pods alone need 1250');
    expect(await ask('--prefix', '20')).toMatchObject({ status: 0 });
  });

  it('refuses what NSX and IP do not have', async () => {
    expect(await ask('--subnet-size', '20')).toMatchObject({
      status: 1,
      stderr: '--subnet-size: a power of two from 8 to 65536; found 20',
    });
    expect(await ask('--prefix', '33')).toMatchObject({ status: 1 });
    expect(await ask('--prefix', '64', '--ipv6', '-o', 'json')).toMatchObject({ status: 0 });
  });
});
