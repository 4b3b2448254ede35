import { Argument, Command } from 'commander';
import { ID_KINDS, type IdKind } from '../completion/id-kinds.js';
import { OK } from '../exit-codes.js';
import { type ConnectionOptions, openConnection } from '../online/connection.js';
import { readContexts } from '../online/context-file.js';

/** Milliseconds from the press of a key on, the start of Node.js apart. What has come by then is offered. */
const PATIENCE = 600;
/** The largest page. Of a list that is longer nobody reads what is offered. */
const MOST = 500;

/**
 * For the scripts of shells: prints ids, one a line. Whoever presses a key has asked nothing of a service, so whatever goes wrong, as no context, no
 * service and no right to ask, is silence and exit code 0.
 */
export const completeIdsCommand = (): Command =>
  new Command('complete-ids')
    .description('print ids that a shell may complete; for the scripts of `lockstep completion`')
    .addArgument(new Argument('<kind>', 'of what').choices(ID_KINDS))
    .argument('[words...]', 'of the command line so far, behind --')
    .addHelpText('after', '\nExample:\n  lockstep complete-ids plans -- lockstep plans get --context lab')
    .action(async (kind: IdKind, words: string[]) => {
      process.exitCode = OK;
      const late = setTimeout(() => process.exit(OK), PATIENCE);
      try {
        for await (const id of idsOf(kind, words)) if (isOffered(id)) process.stdout.write(`${id}\n`);
      } catch {
        // Silence: see above.
      }
      clearTimeout(late);
      // A connection that is kept open would hold up the shell.
      process.exit();
    });

async function* idsOf(kind: IdKind, words: readonly string[]): AsyncGenerator<string> {
  if (kind === 'contexts') {
    yield* Object.keys(readContexts().contexts);
    return;
  }
  const client = openConnection(connectionOf(words), 0);
  let count = 0;
  for await (const { id } of client.pages(`/v1/${kind}`, { params: { query: { limit: MOST } } }) as AsyncIterable<{ id: string }>) {
    yield id;
    if (++count >= MOST) return;
  }
}

/** The service that the command line names, as the command itself would read it. Standard input is no file here: it belongs to the shell. */
function connectionOf(words: readonly string[]): ConnectionOptions {
  const valueOf = (flag: string): string | undefined => {
    const at = words.lastIndexOf(flag);
    return at >= 0 ? words[at + 1] : words.findLast((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
  };
  const [url, context, tokenFile] = [valueOf('--url'), valueOf('--context'), valueOf('--token-file')];
  return {
    ...(url === undefined ? {} : { url }),
    ...(context === undefined ? {} : { context }),
    ...(tokenFile === undefined || tokenFile === '-' ? {} : { tokenFile }),
  };
}

/** An id with a line break in it would be two, and one that steers a terminal does so while somebody types. */
const isOffered = (id: string): boolean => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(id);
