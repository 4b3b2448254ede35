import type { KnownSource, SourceFault } from '@lockstep/fleet';
import type { SecretMark } from '@lockstep/platform';
import type { z } from 'zod';
import { etagOfEdition } from '../http/edition.js';
import type * as dto from './sources.dto.js';

type SourceResource = z.output<typeof dto.source>;

export const renderFault = ({ code, subject, place, detail }: SourceFault): z.output<typeof dto.fault> => ({
  code,
  subject,
  place,
  detail,
});

export const renderSource = (known: KnownSource, secret: SecretMark | undefined): SourceResource => ({
  id: known.id,
  system: known.system,
  name: known.name,
  settings: { ...known.settings },
  secret: secret ?? null,
  speaksFor: known.speaksFor,
  misses: known.misses,
  faults: known.faults.map((fault) => ({ ...renderFault(fault), since: fault.since })),
  omittedFaults: known.omittedFaults,
  confirmedAt: known.confirmedAt,
  lastLook: known.lastLook,
  registeredAt: known.registeredAt,
  changedAt: known.changedAt,
});

/** What somebody who edits it has to have seen: what people have said of it, and which secret is set. */
export const editionOf = ({ revision }: KnownSource, secret: SecretMark | undefined): string =>
  `${revision}.${secret === undefined ? 0 : Date.parse(secret.setAt)}`;

export const etagOf = (known: KnownSource, secret: SecretMark | undefined): string =>
  etagOfEdition(editionOf(known, secret), renderSource(known, secret));
