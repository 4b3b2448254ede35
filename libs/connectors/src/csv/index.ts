export { type CsvOptions, type CsvOutcome, importStatements, renderStatements, STATEMENT_COLUMNS } from './statements.js';
