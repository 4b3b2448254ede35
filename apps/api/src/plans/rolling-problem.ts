import { Problem } from '@lockstep/platform';
import type { RollingNode } from '@lockstep/plans';

/** A roll takes hours to days, and a fleet has many nodes: the first of them tell what to wait for. */
const MOST_TOLD = 20;

/** 409: the request is fine, and the fleet is not where a plan could begin. */
export function rollingProblem(subject: string, nodes: readonly RollingNode[]): Problem {
  const told = nodes.slice(0, MOST_TOLD).map(({ id, component, parts }) => {
    const running = parts.map(({ part, version, nodes: count }) => `${part} ${version} on ${count}`).join(', ');
    return { pointer: '', detail: `${id} runs several versions of ${component}: ${running}` };
  });
  const many = nodes.length === 1 ? '1 component rolls' : `${nodes.length} components roll`;
  return new Problem({
    code: 'rolling',
    status: 409,
    title: 'A node that the plan would be about is in the middle of a roll',
    detail: `${subject}; every node must run one version of each component; wait, choose another domain, or assume the versions; found that ${many}`,
    errors: told,
  });
}
