import { STAGE_RULES } from '../domain/index.js';

/** Rows of `lockstep.plan p`, with what its approval and its execution are. */
export const stageJoinsSql = `left join lockstep.approval a on a.plan = p.id left join lockstep.execution e on e.plan = p.id`;

/** Of the digest that the plan has, and while its waivers last. */
const signedSql = `(a.signed and a.digest = p.result ->> 'digest' and (a.waived_until is null or a.waived_until > now()))`;

const anyOf = (column: string, values: readonly string[]): string => `${column} in (${values.map((value) => `'${value}'`).join(', ')})`;

/** The rules of the domain, first fit first. */
export const stageSql = `case ${STAGE_RULES.map(({ plan, signed, execution, stage }) => {
  const conditions = [plan && anyOf('p.status', plan), signed && signedSql, execution && anyOf('e.status', execution)];
  return `when ${conditions.filter(Boolean).join(' and ')} then '${stage}'`;
}).join(' ')} else p.status end`;
