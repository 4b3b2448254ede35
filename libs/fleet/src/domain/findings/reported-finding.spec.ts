import { describe, expect, it } from 'vitest';
import { type ReportedFinding, reportedFindingDecider, type ReportedFindingCommand } from './reported-finding.js';

const finding = (detail: string): ReportedFinding => ({
  id: 'f',
  nsxManager: 'fra',
  topic: { kind: 'break-glass', plan: 'p', node: null },
  fact: { subjects: 'nsx-manager', statement: null, sources: [], detail },
  nodes: 1,
});
const report = (detail = 'by ada'): ReportedFindingCommand => ({ command: 'report', finding: finding(detail) });
const clear: ReportedFindingCommand = { command: 'clear' };
const typesOf = (...commands: ReportedFindingCommand[]) => {
  let state = reportedFindingDecider.initialState;
  return commands.map((command) => {
    const { events } = reportedFindingDecider.decide(command, state);
    state = events.reduce(reportedFindingDecider.evolve, state);
    return events.map(({ type }) => type);
  });
};

describe('a finding that others make', () => {
  it('is recorded once however often it is found, and again when it is otherwise', () => {
    expect(typesOf(report(), report(), report('by bo'))).toEqual([['FindingReported'], [], ['FindingReported']]);
  });

  it('is cleared once, and found again after that', () => {
    expect(typesOf(clear, report(), clear, clear, report())).toEqual([
      [],
      ['FindingReported'],
      ['FindingCleared'],
      [],
      ['FindingReported'],
    ]);
  });
});
