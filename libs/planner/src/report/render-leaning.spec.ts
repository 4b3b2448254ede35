import { describe, expect, it } from 'vitest';
import { computePlan, renderPlanText } from '@lockstep/planner';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';

const ADAPTER = 'antrea-nsx-adapter';

const planned = (weak: { expires?: string }, waived: boolean) => {
  const input = {
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.4.0'] },
      statements: [
        validated(`${ADAPTER} 1.4.0`, 'nsx 4.2.0', { id: 'vendor-table' }),
        validated(`${ADAPTER} 1.4.0`, 'nsx 9.0.0', { id: 'lab_run', evidence: 'observed', sources: ['lab'], ...weak }),
      ],
      sources: [{ id: 'lab', title: 'The lab', confidence: 'observed' }],
    }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters: { c1: { [ADAPTER]: '1.4.0' } } }),
    goal: goal({
      targets: ['nsx =9.0.0'],
      policy: waived
        ? { waivers: [{ statement: 'lab_run', reason: 'ran clean for a week', by: 'change board', expires: '2027-01-31' }] }
        : { evidence: 'observed' },
    }),
  };
  return { ...input, plan: computePlan(input) };
};

describe('what a plan leans on', () => {
  it('is its weakest statement, with evidence, source and last day', () =>
    expect(renderPlanText(planned({ expires: '2027-03-31' }, false))).toContain(
      'evidence    the weakest it leans on is of kind observed: lab_run (source lab, expires 2027-03-31)\n',
    ));

  it('is also who accepted what is weaker than the policy allows, why and until when', () => {
    expect(renderPlanText(planned({}, true))).toContain(
      'waiver      validated (observed) by lab_run (source lab); accepted by change board until 2027-01-31: ran clean for a week\n',
    );
  });

  it('is told at each step as well', () =>
    expect(renderPlanText(planned({}, true))).toContain('nsx 9.0.0: validated by lab_run (observed, waived)'));

  it('is no waiver where none is needed', () => expect(renderPlanText(planned({}, false))).not.toContain('waiver'));
});
