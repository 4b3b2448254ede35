import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GateReplies, GateService } from '../test/gate-service.js';
import { type Pipeline, PIPELINES } from '../test/pipelines.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'lockstep-gates-'));
  symlinkSync(path.resolve('apps/cli/bin/lockstep.js'), path.join(root, 'lockstep'));
});
afterAll(() => rmSync(root, { recursive: true }));

interface Circumstances extends Partial<GateReplies> {
  readonly upgrade?: 'works' | 'fails';
  readonly service?: 'answers' | 'down';
  readonly digest?: string;
  readonly wait?: string;
}

/** What became of a job, what of it reached the service, and whether anything was upgraded. */
async function carryOut(
  pipeline: Pipeline,
  { upgrade = 'works', service: state = 'answers', digest, wait = '60s', ...replies }: Circumstances,
) {
  const folder = mkdtempSync(path.join(root, 'job-'));
  const service = await GateService.start({ gate: [{ verdict: 'go' }], ...replies });
  const { url } = service;
  if (state === 'down') await service.close();
  try {
    writeFileSync(path.join(folder, 'approval-keys.json'), service.keys);
    writeFileSync(path.join(folder, 'upgrade'), `#!/bin/sh\ntouch upgraded\n${upgrade === 'works' ? 'exit 0' : 'exit 9'}\n`);
    chmodSync(path.join(folder, 'upgrade'), 0o755);
    const env = {
      PATH: `${root}:${path.dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: folder,
      LOCKSTEP_URL: url,
      LOCKSTEP_TOKEN: 'lsk_test',
      PLAN: service.plan,
      DIGEST: digest ?? service.digest,
      STEP: 's1',
      NO_RETURN: '',
      GATE_WAIT: wait,
    };
    const { code, output } = await pipeline.run({ folder, env });
    return { code, output, attempts: service.attempts, asked: service.asked, upgraded: existsSync(path.join(folder, 'upgraded')) };
  } finally {
    if (state !== 'down') await service.close();
  }
}

describe.concurrent.each(PIPELINES)('the steps of $file', (pipeline) => {
  it('go through an open gate, and tell of start and success', async () => {
    const { output, ...ended } = await carryOut(pipeline, {});
    expect(ended, output).toEqual({ code: 0, attempts: ['start s1', 'succeed s1'], asked: 1, upgraded: true });
    expect(output).toMatch(/^valid: plan /m);
  });

  it('wait for a change window that opens, before which there is no approval, and tell of an upgrade that failed', async () => {
    const gate = [{ verdict: 'hold', retryAfter: 1 }, { verdict: 'go' }] as const;
    const { output, ...ended } = await carryOut(pipeline, { gate, approved: 'with-go', upgrade: 'fails' });
    expect(ended, output).toEqual({ code: 9, attempts: ['start s1', 'fail s1'], asked: 2, upgraded: true });
  });
});

/** What depends on the shell alone is run in both kinds of shell: bash, and the one of a container. */
describe.concurrent.each([PIPELINES[0]!, PIPELINES[2]!])('the steps of $file', (pipeline) => {
  it('end with 3 when the gate still holds at the end of the wait, and nothing was begun', async () => {
    const { code, upgraded, attempts, output } = await carryOut(pipeline, { gate: [{ verdict: 'hold', retryAfter: 1 }], wait: '2s' });
    expect({ code, upgraded, attempts }, output).toEqual({ code: 3, upgraded: false, attempts: [] });
  });

  it('end with 1 when nobody answers', async () => {
    const { code, upgraded, output } = await carryOut(pipeline, { service: 'down', wait: '2s' });
    expect({ code, upgraded }, output).toEqual({ code: 1, upgraded: false });
  });

  it('end with 4 for a plan that is void, without waiting', async () => {
    const { output, code, asked, upgraded } = await carryOut(pipeline, { gate: [{ verdict: 'void' }] });
    expect({ code, asked, upgraded }, output).toEqual({ code: 4, asked: 1, upgraded: false });
  });

  it('start nothing without an approval', async () => {
    const { code, upgraded, attempts, output } = await carryOut(pipeline, { approved: false });
    expect({ code, upgraded, attempts }, output).toEqual({ code: 1, upgraded: false, attempts: [] });
  });

  it('end with 1 for another plan than the one that was signed, however long the gate could be waited for', async () => {
    const gate = [{ verdict: 'hold', retryAfter: 1 }] as const;
    const { code, asked, upgraded, output } = await carryOut(pipeline, { gate, digest: `sha256:${'0'.repeat(64)}` });
    expect({ code, asked, upgraded }, output).toEqual({ code: 1, asked: 1, upgraded: false });
    expect(output).toMatch(/its digest must be sha256:0{64}; found sha256:/);
  });
});
