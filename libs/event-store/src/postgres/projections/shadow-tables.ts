import type { Queryable } from '../queryable.js';

export const liveSchema = 'lockstep';
export const rebuildSchema = 'lockstep_rebuild';

export const qualify = (schema: string, table: string): string => `"${schema}"."${table.replaceAll('"', '""')}"`;

/** Empty tables of the same shape as the live ones, with constraints and indexes of the same names, so that later migrations find them
 *  after the swap. `like` alone would invent names. Foreign keys, triggers, grants and sequences of its own are not for a projection. */
export async function createShadowTables(source: Queryable, tables: readonly string[]): Promise<void> {
  const rows = await source.query<{ statement: string }[]>(shapeSql, [liveSchema, rebuildSchema, tables]);
  if (rows.length < tables.length) {
    throw new Error(
      `projection; tables ${tables.join(', ')}; each must exist in schema ${liveSchema}; found ${rows.length} statements to copy them`,
    );
  }
  for (const { statement } of rows) await source.query(statement);
}

export async function dropShadowTables(source: Queryable, tables: readonly string[]): Promise<void> {
  await source.query(`drop table if exists ${listOf(rebuildSchema, tables)}`);
}

/** Readers wait while it happens and find the new rows afterwards: a statement takes its snapshot after its locks. All tables are locked at
 *  once and with little patience (`lock_timeout` of the transaction), since a reader may hold one of them and wait for another. */
export async function swapTables(source: Queryable, tables: readonly string[]): Promise<void> {
  await source.query(`lock table ${listOf(liveSchema, tables)} in access exclusive mode`);
  await source.query(`drop table ${listOf(liveSchema, tables)}`);
  for (const table of tables) await source.query(`alter table ${qualify(rebuildSchema, table)} set schema ${liveSchema}`);
}

const listOf = (schema: string, tables: readonly string[]): string => tables.map((table) => qualify(schema, table)).join(', ');

const shapeSql = `
with live as (
  select c.oid, c.relname as name, format('%I.%I', $2::text, c.relname) as shadow, c.reloptions as options, obj_description(c.oid, 'pg_class') as comment
  from pg_class c where c.relnamespace = $1::regnamespace and c.relname = any ($3::text[]) and c.relkind = 'r'
)
select statement from (
  select 1 as step, l.name, format('create table %s (like %I.%I including all excluding indexes)%s', l.shadow, $1::text, l.name,
    coalesce(' with (' || array_to_string(l.options, ', ') || ')', '')) as statement
  from live l
  union all
  select 2, k.conname, format('alter table %s add constraint %I %s', l.shadow, k.conname, pg_get_constraintdef(k.oid))
  from live l join pg_constraint k on k.conrelid = l.oid where k.contype in ('p', 'u', 'x')
  union all
  select 3, i.indexrelid::regclass::text, regexp_replace(pg_get_indexdef(i.indexrelid), ' ON \\S+ USING ', ' ON ' || l.shadow || ' USING ')
  from live l join pg_index i on i.indrelid = l.oid
  where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  union all
  select 4, l.name, format('comment on table %s is %L', l.shadow, l.comment) from live l where l.comment is not null
) s order by step, name`;
