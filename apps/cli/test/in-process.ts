import { vi } from 'vitest';
import { runProgram } from '../src/program.js';

/** What the command does once it has started, without the start: for tests that run many of them. One at a time. */
export async function runInProcess(args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  const before = process.exitCode;
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    }),
  );
  process.exitCode = 0;
  try {
    await runProgram(args);
    return { status: Number(process.exitCode), ...texts };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}
