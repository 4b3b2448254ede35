import type { GateNode, NotFollowable } from './gate-facts.js';
import type { GateReason } from './gate-reason.js';

/** A reason in one sentence that says what is to be done, where there is something. */
export function wordReason(reason: GateReason): string {
  switch (reason.reason) {
    case 'void':
      return `What the plan leans on has fallen: ${reason.fallen.join('; ') || 'the record does not say what'}. Another plan is needed.`;
    case 'not-followable':
      return `The plan can not be followed: ${WHY_NOT[reason.because]}.`;
    case 'finished':
      return 'Every step is done: nothing is left to start.';
    case 'not-computed':
      return 'The plan is requested and not computed yet.';
    case 'stale-evidence':
      return `The fleet was not looked at for long: ${reason.node ? `${wordNode(reason.node)} was last seen ${reason.observedAt ?? 'never'}` : 'it is not known when'}, and ${reason.maxAge} s are the limit. Scan it.`;
    case 'refused':
      return `${reason.by} has refused: ${reason.why}`;
    case 'waiver-expired':
      return `The waiver of ${reason.of} by ${reason.owner} ended at ${reason.expires}.`;
    case 'owners-missing':
      return `Two owners have to be on record, one of pod traffic and one of NSX, of ${reason.clusters.join(', ')}.`;
    case 'missing-signoff':
      return wordMissing(reason);
    case 'change-record-missing':
    case 'change-record-not-approved':
    case 'change-record-digest':
    case 'change-record-unread':
    case 'change-record-window':
      return wordChange(reason);
    case 'schedule-missing':
      return `Plan ${reason.plan}, in whose place this one came, is kept to a schedule, and this one has none. Keep one, or decide that it goes without.`;
    case 'schedule-changed':
      return `The schedule was changed by ${reason.by} at ${reason.at}, after others had signed. Somebody who signs off has to keep it, or all have to sign again.`;
    case 'point-of-no-return-unacknowledged':
      return `Step ${reason.step} can not be taken back once it has started: that has to be acknowledged.`;
    case 'paused':
      return `${reason.by} has paused the execution: ${reason.why}`;
    case 'failure-threshold':
      return `Step ${reason.step} failed ${reason.failed} times where ${reason.allowed} are allowed.`;
    case 'drift':
      return `${wordNode(reason.node)} runs ${reason.component} ${reason.observed}, and the plan predicts ${reason.predicted} for now.`;
    case 'other-plan-executing':
      return `Plan ${reason.plan} is being executed in the same domain.`;
    default:
      return wordObserved(reason);
  }
}

type OfChange = Extract<GateReason, { reason: `change-record-${string}` }>;

function wordChange(reason: OfChange): string {
  switch (reason.reason) {
    case 'change-record-missing':
      return `The plan needs a change record in ${reason.system}, and has none that counts: ${reason.why}.`;
    case 'change-record-not-approved':
      return `Change record ${reason.number} is not approved: ${reason.why}.`;
    case 'change-record-digest':
      return `Change record ${reason.number} is ${reason.found === null ? 'of no digest that can be read' : `of digest ${reason.found}`}, and the plan has another one.`;
    case 'change-record-unread':
      return `Change record ${reason.number} was last read ${reason.readAt ?? 'never'}, and ${reason.maxAge} s are the limit.`;
    case 'change-record-window':
      return `Outside of the window of change record ${reason.number}: ${reason.opensAt === null ? 'it is over' : `it opens at ${reason.opensAt}`}.`;
  }
}

type Observed = Extract<
  GateReason,
  {
    reason:
      | 'health'
      | 'headroom'
      | 'flows-dropped'
      | 'load-evidence-missing'
      | 'not-known'
      | 'subject-gone'
      | 'already-done'
      | 'already-running'
      | 'predecessor-not-done'
      | 'rolling'
      | 'awaiting-observation'
      | 'soak-looks-missing'
      | 'freeze'
      | 'outside-schedule'
      | 'wave-not-done'
      | 'schedule-limit'
      | 'wave-soak'
      | 'soak-running';
  }
>;

function wordObserved(reason: Observed): string {
  switch (reason.reason) {
    case 'health':
      return `${wordNode(reason.node)} is ${reason.state}${reason.layer === null ? '' : ` in layer ${reason.layer}`}: ${reason.text}${others(reason.nodes)}`;
    case 'headroom':
      return `Addresses for the surge of the roll: ${reason.state}. ${reason.text}`;
    case 'flows-dropped':
      return `After step ${reason.step} ${reason.dropped} of ${reason.flows} flows were dropped. A later report counts for this one only where it corrects ${reason.report} and says why.`;
    case 'load-evidence-missing':
      return `After step ${reason.step} nobody has reported how real flows fare${reason.why === null ? '' : ` for long enough: ${reason.why}`}.`;
    case 'not-known':
      return `It is not known: ${reason.what}. ${reason.why}`;
    case 'already-running':
      return `Of step ${reason.step} these run already, started by ${reason.by} at ${reason.since}: ${list(reason.subjects)}. Report what became of them.`;
    case 'subject-gone':
      return `Of step ${reason.step} these are gone from the fleet: ${list(reason.subjects)}. Skip them.`;
    case 'already-done':
      return `Step ${reason.step} is done${reason.subjects ? ` for ${named({ subjects: reason.subjects, nodes: reason.subjects.length })}, or they are skipped` : ''}.`;
    case 'predecessor-not-done':
      return `These come before and are not done: ${reason.steps.join(', ')}.`;
    case 'rolling':
      return `In ${wordNode(reason.node)} several versions of ${reason.component} run side by side, and no step of the plan rolls it.${others(reason.nodes)}`;
    case 'awaiting-observation':
      return `Step ${reason.step} was reported as done, and no look has seen it yet at ${reason.nodes} of its nodes. Scan them.`;
    case 'soak-looks-missing':
      return `After step ${reason.step} ${reason.needed} healthy looks spread over the soak are asked for; cluster ${reason.cluster} has ${reason.seen}${reason.source === null ? '' : ` by ${reason.source}`}${reason.clusters > 1 ? `, and ${reason.clusters - 1} more have too few` : ''}.`;
    case 'freeze':
      return `Freeze ${reason.name} holds ${reason.until === null ? 'until somebody lifts it' : `until ${reason.until}`}: ${reason.why}`;
    case 'outside-schedule':
      return reason.opensAt === null
        ? `By the schedule there is no room any more for ${named(reason)}.`
        : `By the schedule the turn of ${named(reason)} comes at ${reason.opensAt}.`;
    case 'wave-not-done':
      return `Wave ${reason.wave} of step ${reason.step}, with ${named(reason)}, waits for ${reason.waitsFor}${others(reason.waiting)} of an earlier wave to be seen done.`;
    case 'schedule-limit':
      return `Limit ${reason.limit} has ${reason.places} place${reason.places === 1 ? '' : 's'}; ${reason.running} run, and ${reason.asked} are to start. Not with them: ${named(reason)}.`;
    case 'wave-soak':
      return `By the schedule ${named(reason)} waits for the soak after wave ${reason.wave} of step ${reason.step}, ${reason.until === null ? 'of which nobody knows when it began' : `until ${reason.until}`}.`;
    case 'soak-running':
      return `The soak after step ${reason.step} runs ${reason.until === null ? 'without an end, since its beginning is not known' : `until ${reason.until}`}.`;
  }
}

const WHY_NOT: Readonly<Record<NotFollowable, string>> = {
  failed: 'its computation failed',
  infeasible: 'no safe way leads to the goal',
  'nothing-to-do': 'the goal is reached already',
  hypothetical: 'it is made of assumed facts',
  withdrawn: 'it was withdrawn',
  superseded: 'another plan has taken its place',
  abandoned: 'its execution was abandoned',
};

const wordMissing = ({ class: risk, role, count }: Extract<GateReason, { reason: 'missing-signoff' }>): string =>
  role === null || count === null
    ? 'Nobody has asked for sign-offs of this plan, as it is now.'
    : `${count} more sign-off${count === 1 ? '' : 's'} by role ${role} ${count === 1 ? 'is' : 'are'} missing${risk === null ? '' : ` for ${risk}`}.`;

const named = ({ subjects, nodes }: { readonly subjects: readonly string[]; readonly nodes: number }): string =>
  `${subjects.slice(0, 3).join(', ')}${nodes > 3 ? ` and ${nodes - 3} more` : ''}`;
const MOST_NAMED = 20;
const list = (ids: readonly string[]): string =>
  ids.slice(0, MOST_NAMED).join(', ') + (ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '');
const wordNode = ({ kind, id }: GateNode): string => `${kind} ${id}`;
const others = (nodes: number): string => (nodes > 1 ? ` (and ${nodes - 1} more)` : '');
