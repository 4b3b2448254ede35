import type { NodeKind } from '../fleet-node.js';
import type { ExposureVerdict, Finding } from './finding.js';
import { FAULT_WORDS } from './source-findings.js';

const NAMES: Readonly<Record<NodeKind, readonly [one: string, many: string]>> = {
  'nsx-manager': ['NSX manager', 'NSX managers'],
  vcenter: ['vCenter', 'vCenters'],
  supervisor: ['Supervisor', 'Supervisors'],
  cluster: ['cluster', 'clusters'],
};

/** One sentence for people who decide and do not know the tool. @param day YYYY-MM-DD: today, for what ends on a day */
export function wordFinding(
  { topic, fact, nodes, nsxManager }: Pick<Finding, 'topic' | 'fact' | 'nodes' | 'nsxManager'>,
  day: string,
): string {
  const many = nodes !== 1;
  const under = nsxManager === null || fact.subjects === 'nsx-manager' ? '' : ` under NSX manager ${nsxManager}`;
  const who = `${nodes} ${NAMES[fact.subjects][many ? 1 : 0]}${under}`;
  const run = many ? 'run' : 'runs';
  const have = many ? 'have' : 'has';
  const name = (node: { readonly kind: NodeKind; readonly id: string }) => `${NAMES[node.kind][0]} ${node.id}`;
  switch (topic.kind) {
    case 'exposure': {
      const [[a, b], [x, y]] = [topic.between, topic.versions];
      return `${who} ${run} ${a} ${x} with ${b} ${y}, ${wordVerdict(fact.verdict ?? 'unknown', fact.statement)}.`;
    }
    case 'unknown-release':
      return `${who} ${run} ${topic.component} ${topic.version}, which the matrix does not list.`;
    case 'unknown-version':
      return `${who} ${run} a version of ${topic.component} that could not be observed.`;
    case 'dead-end':
      return `${who} ${run} ${topic.component} ${topic.version}, which no chain of hops leads out of to the newest release.`;
    case 'unplaced':
      return `${who} ${many ? 'hang' : 'hangs'} on ${topic.parent.id === '' ? 'nothing' : `${name(topic.parent)}, which nobody has registered`}.`;
    case 'shared-id':
      return `Nodes of several kinds have the id ${topic.id}: ${fact.detail ?? ''}.`;
    case 'lost-sight':
      return `Sight of ${name(topic.node)} is lost: ${fact.detail ?? ''}.`;
    case 'unregistered':
      return `${capitalized(name(topic.node))} was heard of, and nobody has registered it.`;
    case 'unhealthy':
      return `${capitalized(name(topic.node))} is not healthy. ${fact.detail ?? ''}`;
    case 'rolling':
      return `${capitalized(name(topic.node))} runs several versions of ${topic.component}: ${fact.detail ?? ''}.`;
    case 'source-fault':
      return `Source ${topic.source} ${FAULT_WORDS[topic.code]}${topic.node ? ` (${name(topic.node)})` : ''}: ${fact.detail ?? ''}.`;
    case 'break-glass':
      return `Break-glass stands in for the signatures that plan ${topic.plan} lacks: ${fact.detail ?? ''}.`;
    case 'consumers-unseen':
      return `Nobody has looked who still uses the NSX Manager API of ${topic.node.id}, which is gone after the hop that is planned: ${fact.detail ?? ''}.`;
    case 'change-record-lost':
      return `The change system knows the record of plan ${topic.plan} no more: ${fact.detail ?? ''}.`;
    case 'change-record-ended':
      return `The change record of plan ${topic.plan} was ended, and the plan is not done: ${fact.detail ?? ''}.`;
    case 'change-system-fault':
      if (topic.fault === 'ambiguous') return `Change system ${topic.system} holds several records of one plan: ${fact.detail ?? ''}.`;
      return `Change system ${topic.system} can not be worked with, ${topic.fault}: ${fact.detail ?? ''}.`;
    case 'support-ending':
      return `${who} ${run} ${topic.component} ${topic.version}, whose support ${topic.endOfSupport < day ? 'ended' : 'ends'} on ${topic.endOfSupport}.`;
    case 'stale-evidence':
      if ('statement' in topic)
        return `${who} ${many ? 'lean' : 'leans'} on statement ${topic.statement}, which ${topic.expires < day ? 'expired' : 'expires'} on ${topic.expires}.`;
      return `${who} ${have} not been observed for long${fact.detail === null ? '' : `: ${fact.detail}`}.`;
  }
}

function wordVerdict(verdict: ExposureVerdict, statement: string | null): string {
  switch (verdict) {
    case 'rejected':
      return `which statement ${statement} rejects`;
    case 'untested':
      return `which statement ${statement} calls untested`;
    case 'expired':
      return `and statement ${statement}, which allowed it, has expired`;
    case 'below-floor':
      return `and the evidence of statement ${statement} is weaker than what counts`;
    case 'unobserved':
      return 'and a version that could not be observed may be any';
    case 'unknown':
      return 'and no statement covers the pair';
  }
}

const capitalized = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
