import { compareProblems, type Problem, renderProblem } from '@lockstep/documents';

/** error: the data is wrong and the check fails; warning: look at it; info: worth knowing, usually a hole of public knowledge. */
const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Finding {
  readonly severity: Severity;
  readonly problem: Problem;
}

/** `file:line:column: path: severity: message`, errors first. */
export function renderFindings(findings: readonly Finding[]): string[] {
  return findings
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compareProblems(a.problem, b.problem))
    .map(({ severity, problem }) => renderProblem({ ...problem, message: `${severity}: ${problem.message}` }));
}
