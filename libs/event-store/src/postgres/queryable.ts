/** What is read with: a data source or an entity manager of TypeORM, or a plain connection. */
export interface Queryable {
  query<Rows>(sql: string, parameters?: unknown[]): Promise<Rows>;
}
