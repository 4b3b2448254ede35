import { findExposures, type Finding, fleetProblems } from '@lockstep/planner';
import { Command } from 'commander';
import { composedMatrix, OK, policyOf, readInput, refuse, REFUSED, theOnly } from '../input.js';
import { example, filesOption, outputOption } from '../options.js';

export const checkCommand = (): Command =>
  new Command('check')
    .description('look for pairings outside their validated window; exit 0 all inside, 2 some exposure, 1 bad input')
    .addOption(filesOption())
    .addOption(outputOption(['json', 'text'], 'text'))
    .addHelpText(...example('lockstep check -f data/matrix -f fleet.yaml'))
    .action((options: { file: string[]; output: 'json' | 'text' }) => {
      const documents = readInput(options.file);
      const matrix = composedMatrix(documents);
      const fleet = theOnly(documents, 'FleetSnapshot');
      refuse(fleetProblems(matrix.matrix, fleet));
      const findings = findExposures(matrix, fleet.document, policyOf(documents));
      const exposed = findings.some(({ kind }) => kind === 'exposure');
      const verdict = { fleet: fleet.document.metadata.name, matrix: matrix.digest, inside: !exposed, findings };
      process.stdout.write(options.output === 'json' ? `${JSON.stringify(verdict, null, 2)}\n` : renderFindings(verdict.fleet, findings));
      process.exitCode = exposed ? REFUSED : OK;
    });

function renderFindings(fleet: string, findings: readonly Finding[]): string {
  const lines = findings.map((finding) => {
    switch (finding.kind) {
      case 'exposure':
        return `exposure: ${finding.between[0]} ${finding.versions[0]} (${finding.nodes[0]}) with ${finding.between[1]} ${finding.versions[1]} (${finding.nodes[1]}) is ${finding.verdict}`;
      case 'unknown-version':
        return `unknown version: ${finding.component} (${finding.node}) could not be observed`;
      case 'unlisted-release':
        return `unlisted release: ${finding.component} ${finding.version} (${finding.node}) is no release of the matrix`;
    }
  });
  const count = findings.filter(({ kind }) => kind === 'exposure').length;
  return (
    [
      ...lines,
      count === 0 ? `fleet ${fleet}: every pairing is inside its window` : `fleet ${fleet}: ${count} pairings outside their window`,
    ].join('\n') + '\n'
  );
}
