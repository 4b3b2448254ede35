export { guardCell, renderRecord } from './cells.js';
export { type CsvOptions, type CsvOutcome, importStatements, renderStatements } from './statements.js';
