/** As text, because pg's own type would cut microseconds: RFC 3339 in UTC with six decimals. */
export const timeText = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Columns of `event_store.event e`, named like the members of `RawEvent`: a row is one. Long integers are texts, since pg's numbers would cut them. */
export const eventColumns = `e.tx::text as tx, e.position::text as position, e.stream, e.version, e.id::text as id, e.type, e.schema_version as "schemaVersion",
  ${timeText('e.recorded_at')} as "recordedAt", ${timeText('e.observed_at')} as "observedAt", e.actor, e.correlation_id as "correlationId",
  e.causation_id as "causationId", e.idempotency_key as "idempotencyKey", e.data::text as data, encode(e.content_hash, 'hex') as "contentHash",
  encode(e.chain_hash, 'hex') as "chainHash"`;
