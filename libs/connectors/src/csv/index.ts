export { guardCell, renderRecord } from './cells.js';
export { type CsvOptions, type CsvOutcome, importStatements, renderStatements, STATEMENT_COLUMNS } from './statements.js';
