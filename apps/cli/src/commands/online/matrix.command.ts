import { Command } from 'commander';
import { addListOptions, type ListOptions, take } from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { listShown, thingShown } from '../../online/shown.js';
import { filesOption } from '../../options.js';

export const matrixCommand = (): Command =>
  new Command('matrix')
    .description('read and publish what is known about versions')
    .addCommand(showCommand())
    .addCommand(publishCommand())
    .addCommand(diffCommand())
    .addCommand(revisionsCommand());

const showCommand = (): Command =>
  onlineCommand('show', 'print a revision of the matrix; -o yaml with its document', 'lockstep matrix show -o yaml')
    .argument('[digest]', 'of the revision; left out: the current one')
    .action(
      showing(async ({ client }, digest) => {
        const { data } = isGiven(digest)
          ? await client.GET('/v1/matrix/revisions/{digest}', { params: { path: { digest } } })
          : await client.GET('/v1/matrix');
        const { spec } = data.document;
        return thingShown(data, data.digest, {
          digest: data.digest,
          name: data.name,
          number: data.number,
          published: data.publishedAt,
          by: data.author,
          reason: data.reason,
          parts: data.parts.map(({ name }) => name).join(', '),
          releases: spec.releases?.length ?? 0,
          statements: spec.statements?.length ?? 0,
          hops: spec.hops?.length ?? 0,
        });
      }),
    );

interface Publishing {
  readonly file: string[];
  readonly reason?: string;
  readonly name?: string;
  readonly dryRun?: boolean;
}

const publishCommand = (): Command =>
  onlineCommand(
    'publish',
    'publish CompatibilityMatrix documents as the current revision, those that come later over those before',
    "lockstep matrix publish -f data/matrix -f own.yaml --reason 'soak test of adapter 1.4'",
  )
    .addOption(filesOption())
    .option('--reason <text>', 'why, for those who read the list later')
    .option('--name <name>', 'of the composed revision; a single document keeps its own')
    .option('--dry-run', 'publish nothing; say whether it is valid, and what it would change')
    .action(
      showing<Publishing>(async ({ client, options: { file, reason, name, dryRun } }) => {
        // Loaded late: commands that read no documents start without their schemas.
        const { readInput } = await import('../../input.js');
        const documents = readInput(file).CompatibilityMatrix.map(({ document }) => document);
        const query = { reason, name, ...(dryRun === true ? { dryRun: 'true' as const } : {}) };
        const { data, status } = await client.POST('/v1/matrix/revisions', { params: { query }, body: { documents: documents as never } });
        const outcome =
          'valid' in data ? (data.current ? 'valid, and current already' : 'valid') : status === 201 ? 'published' : 'current already';
        const counted = 'valid' in data ? data.counts : { number: data.number };
        return thingShown(data, data.digest, { digest: data.digest, name: data.name, outcome, ...counted });
      }),
    );

const diffCommand = (): Command =>
  onlineCommand('diff', 'print what differs between two revisions', 'lockstep matrix diff sha256:1f… sha256:9c…')
    .argument('<from>', 'digest of a revision')
    .argument('<to>', 'digest of another')
    .action(
      showing(async ({ client }, from, to) => {
        const { data } = await client.GET('/v1/matrix/diff', { params: { query: { from: from!, to: to! } } });
        const kindOf = (before: unknown, after: unknown) => (before == null ? 'added' : after == null ? 'removed' : 'changed');
        return {
          ...listShown(
            data.differences,
            ['LIST', 'WHAT', 'KEY…'],
            ({ list, key, before, after }) => [list, kindOf(before, after), key],
            ({ list, key }) => `${list}/${key}`,
          ),
          data,
        };
      }),
    );

const revisionsCommand = (): Command =>
  addListOptions(onlineCommand('revisions', 'list the revisions, the newest first', 'lockstep matrix revisions --limit 5')).action(
    showing<ListOptions>(async ({ client, options: { limit } }) =>
      listShown(
        await take(client.pages('/v1/matrix/revisions'), limit),
        ['NUMBER', 'PUBLISHED', 'DIGEST', 'BY', 'NAME', 'REASON…'],
        ({ number, publishedAt, digest, author, name, reason }) => [number, shortTime(publishedAt), digest, author, name, reason],
        ({ digest }) => digest,
      ),
    ),
  );

/** Commander hands an argument that was left out to the action as undefined, and as text it would be a digest. */
const isGiven = (argument: string | undefined): argument is string => argument !== undefined;
