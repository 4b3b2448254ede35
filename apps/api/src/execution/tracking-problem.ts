import { Problem } from '@lockstep/platform';
import type { PauseView, TrackingRefusal } from '@lockstep/plans';

/** What a report names and the plan does not have makes no sense; all else may be right at another time. */
const SENSELESS: readonly TrackingRefusal['rule'][] = ['unknown-step', 'unknown-subjects', 'no-such-evidence', 'not-executable'];

/** A code of its own for each rule, for programs that have to decide what to do next. */
export function trackingProblem(plan: string, refusal: TrackingRefusal): Problem {
  const senseless = SENSELESS.includes(refusal.rule);
  const { rule, found, errors } = wordsOf(refusal);
  return new Problem({
    code: refusal.rule,
    status: senseless ? 422 : 409,
    title: senseless ? 'The plan has nothing like this to execute' : 'The execution does not allow this now',
    detail: `plan ${plan}; ${rule}; found ${found}`,
    ...(errors === undefined ? {} : { errors: errors.map((detail) => ({ pointer: '', detail })) }),
  });
}

interface Words {
  readonly rule: string;
  readonly found: string;
  readonly errors?: readonly string[];
}

function wordsOf(refusal: TrackingRefusal): Words {
  switch (refusal.rule) {
    case 'not-started':
      return { rule: 'its execution must have begun', found: 'no start' };
    case 'ended':
      return { rule: 'its execution must be open', found: `it ${refusal.status}` };
    case 'paused':
      return { rule: 'its execution must not be paused', found: `a pause: ${refusal.reason}` };
    case 'not-paused':
      return { rule: 'its execution must be paused', found: 'it going on' };
    case 'no-such-pause':
      return { rule: 'what is lifted must stand', found: list(refusal.asked), errors: refusal.pauses.map(wordPause) };
    case 'no-such-evidence':
      return { rule: `what is corrected must be evidence of step ${refusal.step}`, found: `none of id ${refusal.found}` };
    case 'already-running':
      return {
        rule: `step ${refusal.step} must not run already, unless by this very request`,
        found: list(refusal.starts.map(({ subject }) => subject)),
        errors: refusal.starts.slice(0, MOST_TOLD).map(({ subject, by, at }) => `${subject} was started by ${by} at ${at}`),
      };
    case 'other-digest':
      return { rule: `the gate must have judged ${refusal.expected}`, found: refusal.found ?? 'no digest' };
    case 'gate-closed':
      return {
        rule: 'the gate must say go',
        found: refusal.verdict,
        errors: refusal.reasons.map(({ rule, message }) => `${rule}: ${message}`),
      };
    case 'point-of-no-return-unacknowledged':
      return { rule: `step ${refusal.step} can not be taken back, which acknowledgeNoReturn must say`, found: 'no such word' };
    case 'policy-settled':
      return { rule: 'the policy is settled by the first start', found: 'another one' };
    case 'not-executable':
      return { rule: 'it must be a computed plan that stands, with steps, over recorded facts', found: refusal.found };
    case 'other-plan-executing':
      return { rule: `one plan at a time is executed in domain ${refusal.domain}`, found: `plan ${refusal.plan}` };
    case 'not-decommissioned':
      return { rule: 'a cluster is skipped once the inventory says that it is gone', found: `${refusal.subject} there` };
    default:
      return listWordsOf(refusal);
  }
}

type Listing = Extract<
  TrackingRefusal,
  {
    rule:
      | 'unknown-step'
      | 'unknown-subjects'
      | 'predecessor-not-done'
      | 'awaiting-observation'
      | 'drift'
      | 'done-already'
      | 'skipped'
      | 'not-running'
      | 'not-correctable'
      | 'running';
  }
>;

const wordPause = ({ id, cause, by, reason }: Omit<PauseView, 'at' | 'by'> & { readonly by: string | null }): string =>
  `${id}: ${cause === 'person' ? `by ${by ?? 'somebody'}` : 'for failures'}: ${reason}`;

/** Of long lists the first say what to look for. */
const MOST_TOLD = 20;
const list = (items: readonly string[]): string =>
  items.length === 0
    ? 'none'
    : items.slice(0, MOST_TOLD).join(', ') + (items.length > MOST_TOLD ? ` and ${items.length - MOST_TOLD} more` : '');

function listWordsOf(refusal: Listing): Words {
  switch (refusal.rule) {
    case 'unknown-step':
      return { rule: 'the step must be one of the plan', found: refusal.step };
    case 'unknown-subjects':
      return { rule: 'subjects must be those of the step', found: list(refusal.subjects) };
    case 'predecessor-not-done':
      return { rule: 'the steps before must be complete', found: `${list(refusal.steps)} incomplete` };
    case 'awaiting-observation':
      return { rule: 'the inventory must show the steps before as done', found: `${list(refusal.steps)} reported and not seen` };
    case 'drift':
      return {
        rule: 'what is observed must be what the plan predicts',
        found: `drift of ${refusal.drift.length}`,
        errors: refusal.drift
          .slice(0, MOST_TOLD)
          .map(
            ({ node, component, observed, predicted }) =>
              `${node.id} shows ${component} ${list(observed)}; the plan predicts ${list(predicted)}`,
          ),
      };
    case 'done-already':
      return { rule: 'what is done is not started again', found: list(refusal.subjects) };
    case 'skipped':
      return { rule: 'what is skipped takes no part', found: list(refusal.subjects) };
    case 'not-running':
      return {
        rule: 'only what runs can end, and only what began has evidence',
        found: refusal.subjects.length === 0 ? 'nothing of it begun' : `${list(refusal.subjects)} not running`,
      };
    case 'not-correctable':
      return {
        rule: `of step ${refusal.step} what was reported done can be corrected until it is seen done, and afterwards while it has drifted and nothing behind it has begun`,
        found: `${list(refusal.subjects)} not so`,
      };
    case 'running':
      return {
        rule: 'what became of everything that runs must be reported first',
        found: list(refusal.running.map(({ step, subject }) => `${subject} in step ${step}`)),
      };
  }
}
