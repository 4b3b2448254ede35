import { compareTexts } from '@lockstep/kernel';
import type { FaultCode, SourceFault } from '../scans/sighting.js';
import type { SourceFaults } from '../scans/source-events.js';
import { type Finding, findingId, type Topic } from './finding.js';

/** What is wrong with looks at a source, one finding for each code and node; of a source as a whole, one for each code. */
export function sourceFindings({ source, speaksFor, faults }: SourceFaults): Finding[] {
  return [...byTopic(source, faults)].map(
    ([
      id,
      {
        topic,
        faults: [first, ...others],
      },
    ]) => {
      const place = first!.place === null ? '' : `${first!.place}: `;
      const more = others.length === 0 ? '' : `; and ${others.length} more like it`;
      const fact = {
        subjects: topic.node?.kind ?? speaksFor.kind,
        statement: null,
        sources: [],
        detail: `${place}${first!.detail}${more}`,
      };
      return { id, nsxManager: speaksFor.kind === 'nsx-manager' ? speaksFor.id : null, topic, fact, nodes: 1 };
    },
  );
}

/** Ids of the findings that such faults make. */
export const sourceFindingIds = (source: string, faults: readonly SourceFault[]): string[] => [...byTopic(source, faults).keys()];

type FaultTopic = Topic & { readonly kind: 'source-fault' };

/** By the id of the finding; its faults in text order, so that it says the same however they were told. */
function byTopic(source: string, faults: readonly SourceFault[]) {
  const topics = new Map<string, { readonly topic: FaultTopic; readonly faults: SourceFault[] }>();
  for (const fault of faults.toSorted((a, b) => compareTexts(`${a.place}\n${a.detail}`, `${b.place}\n${b.detail}`))) {
    const topic: FaultTopic = { kind: 'source-fault', source, code: fault.code, node: fault.subject };
    const id = findingId(null, topic);
    const known = topics.get(id);
    if (known) known.faults.push(fault);
    else topics.set(id, { topic, faults: [fault] });
  }
  return topics;
}

/** What the source does, as the rest of a sentence that begins with it. */
export const FAULT_WORDS: Readonly<Record<FaultCode, string>> = {
  unreachable: 'could not be reached',
  'timed-out': 'did not answer in time',
  'login-refused': 'refused the login',
  'not-authorized': 'does not allow what is asked of it',
  'certificate-expired': 'shows a certificate that has expired',
  'certificate-untrusted': 'shows a certificate that nobody here trusts',
  'tls-not-verified': 'is believed without verifying its certificate',
  'address-refused': 'lies at an address that may not be called',
  redirected: 'sends its readers elsewhere, where nobody follows',
  'rate-limited': 'limits requests more than a look can bear',
  'server-error': 'answered with an error of its own',
  'unreadable-answer': 'gave an answer that cannot be read',
  'wrong-shape': 'told something in another shape than its documents say',
  'unreadable-version': 'told a version that the matrix cannot read',
  'clock-skew': 'has a clock that differs from ours',
  'claimed-twice': 'claims a node that another one has',
  'foreign-cluster': 'tells of a cluster that hangs on none of its Supervisors',
  recreated: 'shows a node that was deleted and made again under its name',
};
