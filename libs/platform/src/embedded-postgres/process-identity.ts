import { readFileSync } from 'node:fs';

/** A process as `<pid>` or, where /proc tells, `<pid>@<start tick>`: pids are soon used again in containers, the pair is not. */
export function identifyProcess(pid: number): string {
  const tick = readStartTick(pid);
  return tick === undefined ? String(pid) : `${pid}@${tick}`;
}

/** True while the very process that `identifyProcess` described runs. An unreadable identity counts as dead. */
export function isProcessAlive(identity: string): boolean {
  const pid = Number(/^(\d+)(?:@\d+)?$/.exec(identity.trim())?.[1]);
  return Number.isInteger(pid) && pid > 0 && isPidAlive(pid) && identifyProcess(pid) === identity.trim();
}

export function isPidAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readState(pid) !== 'Z';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** False when the pid certainly belongs to another program than PostgreSQL; true when it is, or when the platform can not tell. */
export function mayBePostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

/** Fields of /proc/<pid>/stat after the command name, which may itself hold spaces and brackets: state first, start tick 20th. */
function readStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

const readState = (pid: number): string | undefined => readStat(pid)?.[0];
const readStartTick = (pid: number): string | undefined => readStat(pid)?.[19];
