import type { ChangeDraft } from '@lockstep/approvals';

/** The heading: below it people write what they like. */
const LINES = 10;
const DIGEST = /(?<!\w)sha256:[0-9a-f]{64}(?!\w)/;

/** The first digest in the first lines of a text; null: there is none, or it was written over. */
export function readDigest(text: string): string | null {
  const head = text.split(/\r\n|[\n\r]/, LINES).join('\n');
  return DIGEST.exec(head)?.[0] ?? null;
}

/**
 * The text that whoever approves sees, with the digest in its first lines however short it is cut.
 *
 * @param limit UTF-16 code units; at least 200
 */
export function implementationText(draft: Pick<ChangeDraft, 'digest' | 'implementation' | 'planUrl' | 'window'>, limit: number): string {
  const own = cutText(draft.implementation, limit);
  return readDigest(own) === draft.digest ? own : cutText(`${headingOf(draft)}\n\n${draft.implementation}`, limit);
}

function headingOf({ digest, planUrl, window }: Pick<ChangeDraft, 'digest' | 'planUrl' | 'window'>): string {
  const lines = [`Plan digest: ${digest}`];
  if (planUrl !== null) lines.push(`Plan: ${planUrl}`);
  if (window) lines.push(`Window: ${window.start} to ${window.end}`);
  return lines.join('\n');
}

const CUT = '\n[cut: the plan has all of it]';

/** At most so many UTF-16 code units, without control characters, and never half of a character. */
export function cutText(text: string, limit: number): string {
  const clean = cleanText(text);
  if (clean.length <= limit) return clean;
  return wholeCharacters(clean.slice(0, Math.max(0, limit - CUT.length))) + CUT.slice(0, limit);
}

/** For fields of one line. */
export function oneLine(text: string, limit: number): string {
  const line = cleanText(text).replaceAll(/\s+/gu, ' ').trim();
  return line.length <= limit ? line : `${wholeCharacters(line.slice(0, limit - 1))}…`;
}

/** Databases and XML in between take no control characters but tabs and newlines, and no half of a surrogate pair. */
const cleanText = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\uFFFD');

const wholeCharacters = (text: string): string => (/[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text);
