import { type FleetSnapshot, type PlanSpec, UNKNOWN_VERSION, type UpgradeGoal } from '@lockstep/documents';
import type { Matrix, Statement } from '@lockstep/matrix/domain';
import { plural, renderExposure } from '@lockstep/planner';
import { hopsBlockedBy } from '../conditional-hops.js';
import { riskClassesOf, type PlanRisk } from '../risk-classes.js';
import type { ChangeRisks, RiskLevel, WeakStatement } from './change-document.js';
import type { PlanFacts } from './change-facts.js';
import type { Touched } from './change-impact.js';
import { wordPair } from './change-proof.js';

/** What a fleet shows where an NSX manager has consumers of its Manager API. */
const MANAGER_API = 'nsx-manager-api';
const MOST_STATEMENTS = 30;
const MOST_PAIRINGS = 30;
const MOST_NAMED = 5;
const LONGEST_RANGE = 120;

export function risksOf({ plan: { spec }, matrix: { matrix }, fleet, goal, weakFrom }: PlanFacts, touched: Touched): ChangeRisks {
  const { classes, weak } = riskClassesOf(spec, matrix, weakFrom);
  const statements = weak.statements.flatMap((id) => matrix.findStatement(id) ?? []);
  return {
    level: levelOf(classes),
    classes,
    weak: statements.slice(0, MOST_STATEMENTS).map((statement) => weakStatement(statement, goal)),
    untoldWeak: Math.max(0, statements.length - MOST_STATEMENTS),
    transitional: transitionalOf(spec, matrix),
    unknownAllowed: pairingsOf(spec, ({ basis }) => basis === 'unknown-allowed').map(({ pairing, steps }) => ({ pairing, steps })),
    exposures: spec.exposures.map((exposure) => renderExposure(matrix, exposure)),
    unknown: unknownOf(fleet, touched),
    conditions: hopsBlockedBy(MANAGER_API, spec, matrix)
      .slice(0, MOST_PAIRINGS)
      .map(
        ({ step, component, from, to, subjects, rule }) =>
          `${step}: hop rule ${rule} blocks ${component} ${from} → ${to} where something still speaks to the NSX Manager API of ${subjects.join(', ')}; the fleet shows none, as it does where nobody looked`,
      ),
    headroom: { verdict: 'not-asked', detail: '' },
  };
}

/** For the field of a change record. What cannot be taken back or leaves a window is high; what many share, or leans on weak words, is moderate. */
export function levelOf(classes: readonly Pick<PlanRisk, 'class'>[]): RiskLevel {
  const of = (...wanted: PlanRisk['class'][]) => classes.some((risk) => wanted.includes(risk.class));
  if (of('point-of-no-return', 'outside-window')) return 'high';
  return of('shared-hop', 'weak-evidence') ? 'moderate' : 'low';
}

function weakStatement({ id, ranges, status, evidence, sources, expires }: Statement, goal: UpgradeGoal): WeakStatement {
  const waiver = goal.spec.policy.waivers.find(({ statement }) => statement === id);
  return {
    statement: id,
    about: ranges.map(({ component, range }) => `${component} ${shortened(range.text)}`).join(' with '),
    status,
    evidence,
    sources,
    expires,
    waiver: waiver ? `accepted by ${waiver.by} until ${waiver.expires}: ${waiver.reason}` : null,
  };
}

/** Ranges may list every release of years; the matrix has them whole. */
const shortened = (range: string): string => (range.length <= LONGEST_RANGE ? range : `${range.slice(0, LONGEST_RANGE)}…`);

function transitionalOf(spec: PlanSpec, matrix: Matrix): ChangeRisks['transitional'] {
  const isTransitional = (id: string | null) => id !== null && matrix.findStatement(id)?.status === 'transitional';
  return pairingsOf(spec, ({ statement, phase }) => phase !== 'before' && isTransitional(statement)).map(
    ({ pairing, statement, steps }) => ({
      pairing,
      statement: statement!,
      steps,
    }),
  );
}

/** Pairings of premises, once each, with the steps that meet them. */
function pairingsOf(spec: PlanSpec, wanted: (premise: PlanSpec['steps'][number]['premises'][number]) => boolean) {
  const found = new Map<string, { pairing: string; statement: string | null; steps: string[] }>();
  for (const { id, premises } of spec.steps)
    for (const premise of premises) {
      if (!wanted(premise)) continue;
      const pairing = wordPair(premise.between, premise.versions);
      const known = found.get(pairing);
      if (!known) found.set(pairing, { pairing, statement: premise.statement, steps: [id] });
      else if (!known.steps.includes(id)) known.steps.push(id);
    }
  return [...found.values()].slice(0, MOST_PAIRINGS);
}

/** What nobody observed of the nodes that the plan touches. */
function unknownOf({ spec }: FleetSnapshot, { nodes, rolls, below }: Touched): string[] {
  const unknown: string[] = [];
  const tell = (what: string, ids: readonly string[]) => {
    if (ids.length > 0)
      unknown.push(
        `${what}: ${ids.slice(0, MOST_NAMED).join(', ')}${ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : ''}`,
      );
  };
  const clusters = spec.clusters.filter(({ id }) => rolls.has(id) || below.has(id));
  const withUnknown = [...spec.nsxManagers, ...spec.vcenters, ...spec.supervisors, ...clusters].filter(({ versions }) =>
    Object.values(versions).includes(UNKNOWN_VERSION),
  );
  tell(
    `a version that could not be observed at ${plural(withUnknown.length, 'node')}`,
    withUnknown.map(({ id }) => id),
  );
  const unsized = clusters.filter(({ id }) => rolls.has(id) && nodes.get(id)!.size === null);
  tell(
    `the number of nodes of ${plural(unsized.length, 'cluster')} that roll`,
    unsized.map(({ id }) => id),
  );
  const homeless = clusters.filter(({ project }) => project === undefined);
  tell(
    `the NSX Project of ${plural(homeless.length, 'cluster')}`,
    homeless.map(({ id }) => id),
  );
  return unknown;
}
