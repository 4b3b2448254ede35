import { JsonPlaces } from './json-places.js';
import { type JsonFault, readJson } from './json-text.js';
import { type Path, type Problem, renderPath } from './problem.js';
import { type Position, TextPositions } from './text-positions.js';
import { readYaml } from './yaml-text.js';

/** A text that holds documents: a file, standard input, a request body. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A parsed but not yet validated document, which can tell where each of its paths stands in the text. */
export interface RawDocument {
  readonly file: string;
  readonly value: unknown;
  locate(path: Path): Position;
  problem(path: Path, message: string): Problem;
}

/**
 * Splits a text into its documents: one of JSON, or a stream of YAML. A file named `.json`, or a text that opens with `{"` and has no `---` line, is JSON and
 * nothing else, so that a broken one gets a JSON error. Other texts that begin with a bracket are tried as JSON first, because that is many times faster.
 */
export function readSourceText(source: SourceText): { documents: RawDocument[]; problems: Problem[] } {
  // A byte order mark is no content: with it the first column would be 2.
  const text = source.text.startsWith('\uFEFF') ? source.text.slice(1) : source.text;
  const positions = new TextPositions(text);
  const problemAt = ({ offset, path, message }: JsonFault): Problem => ({
    file: source.file,
    ...positions.at(offset),
    path: renderPath(path),
    message,
  });
  const none = (message: string) => ({ documents: [], problems: [problemAt({ offset: 0, path: [], message })] });
  const strict = source.file.endsWith('.json');
  if (text.trim() === '') return none('a text holds at least one document; found an empty text');
  if (strict || /^\s*[{[]/.test(text)) {
    const json = readJson(text);
    if (json.ok) {
      const places = new JsonPlaces(text);
      return {
        documents: [rawDocument(source.file, json.value, (path) => positions.at(places.offsetOf(path)))],
        problems: json.duplicates.map(problemAt),
      };
    }
    if (strict || (/^\s*\{\s*"/.test(text) && !/^---/m.test(text))) return { documents: [], problems: [problemAt(json.fault)] };
  }
  try {
    const documents = readYaml(text);
    if (documents.length === 0) return none('a text holds at least one document; found none');
    return {
      documents: documents.flatMap(({ value, offsetOf }) =>
        value === undefined ? [] : [rawDocument(source.file, value, (path) => positions.at(offsetOf(path)))],
      ),
      problems: documents.flatMap(({ faults }) => faults.map(problemAt)),
    };
  } catch (error) {
    return none(`not YAML: ${(error as Error).message.split('\n')[0]}`);
  }
}

const rawDocument = (file: string, value: unknown, locate: (path: Path) => Position): RawDocument => ({
  file,
  value,
  locate,
  problem: (path, message) => ({ file, ...locate(path), path: renderPath(path), message }),
});
