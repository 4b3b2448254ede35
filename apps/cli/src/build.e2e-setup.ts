import { execFileSync } from 'node:child_process';

/** End-to-end tests run what users run, so it is built from what lies in the work tree, not from what was built some day. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
