import type { FleetSnapshot } from '@lockstep/documents';
import { parseRange, type Range, satisfies } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import { type BlockerCause, blockersOf, type DomainBlockers, fleetProblems, type HopPath, NSX } from '@lockstep/planner';
import { Command, Option } from 'commander';
import { composedMatrix, InputError, OK, policyOf, readInput, refuse, REFUSED, theOnly } from '../input.js';
import { example, filesOption, outputOption } from '../options.js';

interface Options {
  readonly file: string[];
  readonly nsxManager?: string;
  readonly target: string;
  readonly output: 'json' | 'text';
}

export const blockersCommand = (): Command =>
  new Command('blockers')
    .description(
      'tell who holds NSX back from a target, if nothing else moves; a goal among the documents lends its policy; exit 0 each NSX has a release of the target that nobody holds back, 2 some NSX has none, 1 bad input',
    )
    .addOption(filesOption())
    .addOption(new Option('--nsx-manager <id>', 'only this NSX manager; left out: all'))
    .addOption(new Option('--target <range>', 'NSX releases, such as ">=9.1"').makeOptionMandatory())
    .addOption(outputOption(['json', 'text'], 'text'))
    .addHelpText(...example('lockstep blockers -f data/matrix -f fleet.yaml --target ">=9.1"'))
    .action((options: Options) => {
      const documents = readInput(options.file);
      const matrix = composedMatrix(documents);
      const fleet = theOnly(documents, 'FleetSnapshot');
      refuse(fleetProblems(matrix.matrix, fleet));
      const target = readTarget(matrix.matrix, options.target);
      requireManager(fleet.document, options.nsxManager);
      const policy = policyOf(documents);
      const domains = blockersOf(matrix, fleet.document, policy, target, options.nsxManager);
      const answer = { fleet: fleet.document.metadata.name, matrix: matrix.digest, policy, domains };
      process.stdout.write(options.output === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : domains.map(renderDomain).join('\n'));
      process.exitCode = domains.every(({ outcome }) => outcome === 'open') ? OK : REFUSED;
    });

function readTarget(matrix: Matrix, text: string): Range {
  if (!matrix.components.has(NSX)) throw new InputError([`--target: the matrix must have the component ${NSX}; found none`]);
  const range = parseRange(matrix.component(NSX).scheme, text);
  if (!range.ok) throw new InputError([`--target: ${range.problem}`]);
  if (!matrix.releases(NSX).some(({ version }) => satisfies(version, range.value)))
    throw new InputError([`--target: no ${NSX} release of the matrix is in this range; found ${JSON.stringify(text)}`]);
  return range.value;
}

function requireManager({ spec }: FleetSnapshot, id: string | undefined): void {
  if (id !== undefined && !spec.nsxManagers.some((manager) => manager.id === id))
    throw new InputError([`--nsx-manager: no NSX manager of the fleet has this id; found ${JSON.stringify(id)}`]);
}

const OUTCOMES = {
  open: 'some release is open',
  held: 'held back from every release',
  beyond: 'NSX has passed every release of the target, and never goes back',
} as const;

function renderDomain({ nsxManager, nsx, target, outcome, releases }: DomainBlockers): string {
  const lines = [`${nsxManager}: nsx ${nsx}, target ${target}: ${OUTCOMES[outcome]}`];
  // Builds of one release are mostly held back by the same; a person reads the list once.
  let told: { readonly release: string; readonly causes: string } | null = null;
  for (const { release, open, hops, clusters, sharedNodes, causes } of releases) {
    const who = [counted(clusters, 'cluster'), counted(sharedNodes, 'shared node')].filter((text) => text !== '').join(' and ');
    const rendered = causes.flatMap(renderCause).join('\n');
    const repeated = told?.causes === rendered ? told.release : null;
    const standing = open ? 'open' : `held back by ${repeated === null ? who : `the same ${who} as ${repeated}`}`;
    lines.push(`  ${release}  ${standing}; ${renderHops(hops)}`);
    if (open || repeated !== null) continue;
    lines.push(rendered);
    told = { release, causes: rendered };
  }
  return [...lines, ''].join('\n');
}

function renderHops({ kind, via }: HopPath): string {
  switch (kind) {
    case 'here':
      return 'NSX is there';
    case 'free':
      return `hops: ${via.join(', ')}`;
    case 'conditional':
      return `hops, if what runs around allows them: ${via.join(', ')}`;
    case 'none':
      return 'no sequence of supported hops leads there';
    case 'unknown':
      return 'hops are not known, as NSX could not be observed';
  }
}

function renderCause({ component, version, scope, verdict, statement, outsideNow, nodes, projects }: BlockerCause): string[] {
  const why = statement === null ? 'no statement covers it' : `${verdict} by ${statement}`;
  const tenants = scope === 'cluster' ? `: ${projects.map(({ project, count }) => `${project ?? 'no Project'} ${count}`).join(', ')}` : '';
  return [
    `      ${component} ${version}  ${why}${outsideNow ? '; outside now as well' : ''}`,
    `          ${nodes.length} ${nodes.length === 1 ? NOUNS[scope] : `${NOUNS[scope]}s`}${tenants}`,
    `          ${nodes.slice(0, MOST_NODES).join(', ')}${nodes.length > MOST_NODES ? `, and ${nodes.length - MOST_NODES} more (all with -o json)` : ''}`,
  ];
}

/** As many ids as a person looks through; JSON has all. */
const MOST_NODES = 20;

const NOUNS = { nsxManager: 'NSX manager', vcenter: 'vCenter', supervisor: 'Supervisor', cluster: 'cluster' } as const;

const counted = (count: number, noun: string): string => (count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`);
