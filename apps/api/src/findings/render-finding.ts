import type { FindingView } from '@lockstep/fleet';
import type { Matrix } from '@lockstep/matrix/domain';
import type { z } from 'zod';
import type { finding } from './findings.dto.js';

/** @param matrix where the sources are looked up; without one they keep their ids */
export function renderFinding(view: FindingView, matrix: Matrix | undefined): z.output<typeof finding> {
  const { topic, fact, nodes, acknowledgement, acknowledgements: _, ...rest } = view;
  return {
    ...rest,
    about: renderAbout(topic),
    verdict: fact.verdict ?? null,
    statement: fact.statement,
    sources: fact.sources.flatMap((id) => matrix?.sources.get(id) ?? []),
    detail: fact.detail,
    subjects: { kind: fact.subjects, count: nodes },
    acknowledgement,
  };
}

export function renderAbout({ kind: _, ...about }: FindingView['topic']): z.output<typeof finding>['about'] {
  return about as z.output<typeof finding>['about'];
}
