import type { Policy } from '@lockstep/documents';
import { type MatrixRevision, renderWindow, type WindowEntry, windowOf } from '@lockstep/matrix/domain';
import { dayOf } from '@lockstep/planner';
import { Command, InvalidArgumentError, Option } from 'commander';
import { composedMatrix, InputError, OK, policyOf, readInput, REFUSED, theOnly } from '../input.js';
import { example, filesOption, outputOption } from '../options.js';

interface Side {
  readonly component: string;
  readonly version: string;
}

interface Options {
  readonly file: string[];
  readonly of: Side;
  readonly with: string;
  readonly day?: string;
  readonly output: 'json' | 'text';
}

export const windowCommand = (): Command =>
  new Command('window')
    .description(
      'tell which releases of another component a version may run with; a goal among the documents lends its policy; exit 0 some, 2 none, 1 bad input',
    )
    .addOption(filesOption())
    .addOption(new Option('--of <component@version>', 'whose window').argParser(readSide).makeOptionMandatory())
    .addOption(new Option('--with <component>', 'the other component').makeOptionMandatory())
    .addOption(
      new Option(
        '--day <YYYY-MM-DD>',
        'when `expires` is judged; left out: the day of the fleet, if one is given, or else today',
      ).argParser(readDay),
    )
    .addOption(outputOption(['json', 'text'], 'text'))
    .addHelpText(...example('lockstep window -f data/matrix --of antrea-nsx-adapter@1.4.0 --with nsx'))
    .action((options: Options) => {
      const documents = readInput(options.file);
      const revision = composedMatrix(documents);
      const fleet = documents.FleetSnapshot.length > 0 ? theOnly(documents, 'FleetSnapshot').document : null;
      const judging = { policy: policyOf(documents), day: options.day ?? (fleet ? dayOf(fleet) : today()) };
      const version = readVersion(revision, options);
      const entries = windowOf(revision.matrix, judging, options.of.component, version, options.with);
      const answer = {
        matrix: revision.digest,
        ...judging,
        of: {
          component: options.of.component,
          version: version.text,
          listed: revision.matrix.findRelease(options.of.component, version) !== undefined,
        },
        with: options.with,
        related: revision.matrix.relation(options.of.component, options.with) !== undefined,
        summary: renderWindow(entries),
        releases: entries.map(({ release, verdict: { verdict, inside, statement } }) => ({
          version: release.version.text,
          verdict,
          inside,
          statement: statement?.id ?? null,
        })),
      };
      process.stdout.write(options.output === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : renderText(answer, entries));
      process.exitCode = entries.some(({ verdict }) => verdict.inside) ? OK : REFUSED;
    });

function readSide(text: string): Side {
  const [component, version, ...more] = text.split('@');
  if (!component || !version || more.length > 0) throw new InvalidArgumentError('It must be component@version.');
  return { component, version };
}

function readDay(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(time) || !new Date(time).toISOString().startsWith(text))
    throw new InvalidArgumentError('It must be a calendar day, YYYY-MM-DD.');
  return text;
}

function readVersion({ matrix }: MatrixRevision, { of, with: other }: Options) {
  for (const [option, component] of [
    ['--of', of.component],
    ['--with', other],
  ] as const)
    if (!matrix.components.has(component))
      throw new InputError([`${option}: no component of the matrix has this id; found ${JSON.stringify(component)}`]);
  if (of.component === other) throw new InputError([`--with: must be another component than --of; found ${JSON.stringify(other)}`]);
  const version = matrix.readVersion(of.component, of.version);
  if (!version.ok) throw new InputError([`--of: ${of.component}: ${version.problem}`]);
  return version.value;
}

/** The only clock of the offline commands: a matrix alone has no day. */
const today = (): string => new Date().toISOString().slice(0, 10);

function renderText(
  answer: { of: Side & { listed: boolean }; with: string; related: boolean; summary: string; policy: Policy; day: string | null },
  entries: readonly WindowEntry[],
): string {
  const { of } = answer;
  const told = entries.filter(({ verdict }) => verdict.inside || verdict.statement !== null);
  const width = Math.max(0, ...told.map(({ release }) => release.version.text.length));
  const lines = told.map(({ release, verdict: { verdict, inside, statement } }) => {
    const by = statement ? ` by ${statement.id} (${statement.evidence}${statement.note ? `; ${statement.note}` : ''})` : '';
    return `  ${release.version.text.padEnd(width)}  ${inside ? 'inside ' : 'outside'}  ${verdict}${by}`;
  });
  const silent = entries.length - told.length;
  if (silent > 0) lines.push(`  outside, as no statement covers them: ${silent} of ${entries.length} releases`);
  if (!answer.related) lines.push(`  no relation ties ${of.component} to ${answer.with}: they never constrain each other`);
  if (!of.listed) lines.push(`  ${of.component} ${of.version} is no release of the matrix`);
  return [
    `${of.component} ${of.version} runs with ${answer.with}: ${answer.summary}`,
    `  (evidence from ${answer.policy.evidence} up, on ${answer.day ?? 'an unknown day'})`,
    ...lines,
    '',
  ].join('\n');
}
