import { BAD_INPUT } from './exit-codes.js';
import { runProgram } from './program.js';

// What colours texts asks the environment, and is loaded later.
if (process.argv.includes('--no-color')) process.env['NO_COLOR'] = '1';

// A reader such as `head` may close the pipe before it has all: that is no failure of ours, and the exit code stays what it would have been.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    // As on a full disk: what is cut must not look like an answer.
    if (stream === process.stdout) process.stderr.write(`standard output; must be writable; found ${error.message}\n`);
    process.exit(BAD_INPUT);
  });

await runProgram(process.argv.slice(2));
