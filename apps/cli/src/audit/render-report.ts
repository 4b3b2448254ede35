import { type Finding, type FoundEvent, type VerificationReport } from '@lockstep/event-store/audit';

const shown = 20;

/** The answer of `lockstep audit verify` for people. */
export function renderReport(report: VerificationReport, keysGiven: boolean): string {
  const { outcome, events, seals, findings, furtherFindings } = report;
  const more = findings.length - shown + furtherFindings;
  const read = `${events} event${events === 1 ? '' : 's'}, ${seals} seal${seals === 1 ? '' : 's'}`;
  const head = outcome === 'intact' ? `intact: ${read}` : `broken: first ${nameFirst(findings[0]!)}; ${read}`;
  return [
    head,
    ...findings.slice(0, shown).map(({ layer, kind, message }) => `  ${kind} (${layer}): ${message}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...renderRanges(report).map((line) => `  ${line}`),
    ...report.keys.map((key) => `  signed by ${key}${keysGiven ? '' : ', as the record itself names it: give --key to be sure'}`),
    '',
  ].join('\n');
}

/** What holds which events: a checkpoint kept elsewhere, a seal, or nothing yet but their chains. */
function renderRanges(report: VerificationReport): string[] {
  const { before, events, anchoredSize, sealedSize, unsealedSince } = report;
  const end = Math.max(before + events, sealedSize);
  const sealed = Math.max(anchoredSize, sealedSize);
  const line = (name: string, from: number, to: number, what: string) => {
    const broken = report.findings.filter(({ index }) => index >= from && index < to).length;
    const state = broken === 0 ? what : `${what}; BROKEN in ${broken} places`;
    return to > from ? [`${name.padEnd(8)}  events ${from + 1} to ${to}: ${state}`] : [];
  };
  return [
    ...line('anchored', before, anchoredSize, 'covered by a checkpoint kept elsewhere'),
    ...line('sealed', Math.max(before, anchoredSize), sealed, 'covered by signed seals'),
    ...line(
      'unsealed',
      Math.max(before, sealed),
      end,
      `held by their chains alone${unsealedSince === null ? '' : `, recorded since ${unsealedSince}`}`,
    ),
  ];
}

function nameFirst({ kind, index, event }: Finding): string {
  return `${kind} at event ${index + 1}${event === null ? '' : ` (${nameFound(event)})`}`;
}

function nameFound({ stream, version, position, id }: FoundEvent): string {
  const parts: [string, unknown][] = [
    ['stream', stream],
    ['version', version],
    ['position', position],
    ['id', id],
  ];
  return parts
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}
