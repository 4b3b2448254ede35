import { spawn } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  /** Stopped because it had used up its time. */
  readonly limited: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that is kept waiting by other work gets this many times its CPU limit as wall time. */
const PATIENCE = 6;

/** Starts a program that the system stops after `seconds` of CPU, so that other work on the machine does not decide what is reached. Needs a POSIX shell. */
export function spawnLimited(
  program: string,
  args: readonly string[],
  seconds: number,
): { pid: number | undefined; ended: Promise<Ended> } {
  // `exec` keeps the process id; no core file of a process that was stopped on purpose.
  const shell = ['-c', 'ulimit -c 0 && ulimit -S -t "$0" && exec "$@"', String(seconds), program, ...args];
  const child = spawn('/bin/sh', shell, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr, impatient] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const timer = setTimeout(
    () => {
      impatient = true;
      child.kill('SIGKILL');
    },
    PATIENCE * seconds * 1000,
  );
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, limited: impatient || signal === 'SIGXCPU', stdout, stderr });
    });
  });
  return { pid: child.pid, ended };
}
