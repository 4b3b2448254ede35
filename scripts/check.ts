/** `npm run check`: everything that can be judged without running the product. Steps run side by side; all failures are shown. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';

/** Names of npm scripts, the longest first, so that it does not end up alone. */
const steps = ['typecheck', 'format:check', 'check:deps', 'check:purity', 'check:unused', 'lint', 'sync:check', 'data:check'];

interface Outcome {
  readonly step: string;
  readonly passed: boolean;
}

function run(step: string): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--loglevel=error', step], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    const end = (passed: boolean, note: string) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${passed ? 'pass' : 'FAIL'}  ${step}  ${seconds} s`);
      if (!passed) console.log(`${Buffer.concat(output).toString('utf8').trimEnd()}\n${note}`);
      resolve({ step, passed });
    };
    child.once('error', (error) => end(false, error.message));
    child.once('close', (code, signal) => end(code === 0, `${step} ended with ${code ?? signal}`));
  });
}

const waiting = [...steps];
const outcomes: Outcome[] = [];
async function work(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) outcomes.push(await run(step));
}
await Promise.all(Array.from({ length: Math.min(availableParallelism(), steps.length) }, work));

const failed = outcomes.filter(({ passed }) => !passed).map(({ step }) => step);
if (failed.length > 0) {
  console.log(`check failed: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log(`check passed: ${steps.join(', ')}`);
}
