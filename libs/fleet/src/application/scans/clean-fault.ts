import type { SourceFault } from '../../domain/index.js';

const MOST = 500;

/** Text of systems outside as the record can keep it and people can read it: visible characters, and not too many. */
export const cleanText = (text: string): string => {
  const visible = text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return visible.length > MOST ? `${[...visible].slice(0, MOST - 1).join('')}…` : visible;
};

export const cleanFault = ({ code, subject, place, detail }: SourceFault): SourceFault => ({
  code,
  subject: subject && { kind: subject.kind, id: cleanText(subject.id) },
  place: place === null ? null : cleanText(place),
  detail: cleanText(detail),
});
