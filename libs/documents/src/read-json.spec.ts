import { describe, expect, it } from 'vitest';
import { renderProblem } from './problem.js';
import { readDocuments } from './read-documents.js';

const YAML_HEAD = 'apiVersion: lockstep/v1\nkind: FleetSnapshot\nmetadata: {name: a}\nspec:\n';
const JSON_HEAD = '{"apiVersion":"lockstep/v1","kind":"FleetSnapshot","metadata":{"name":"a"},\n"spec":';

const problemsOf = (text: string, file = 'f.json'): string[] => readDocuments([{ file, text }]).problems.map(renderProblem);
const countsOf = (text: string, file = 'f.json') => Object.values(readDocuments([{ file, text }]).documents).map((list) => list.length);

describe('JSON', () => {
  it.each<[string, string, string[]]>([
    ['a missing comma', '{"apiVersion": "lockstep/v1"\n "kind": "Pod"}', ['f.json:2:2: not JSON: expected , or }; found "\\""']],
    ['a trailing comma', '{"a": [1, 2, ], }', ['f.json:1:14: not JSON: expected a value; found "]"']],
    ['a trailing comma in a map', '{"a": 1, }', ['f.json:1:10: not JSON: expected a key in quotes; found "}"']],
    ['a missing colon', '{"a" 1}', ['f.json:1:6: not JSON: expected : behind a key; found "1"']],
    ['a key without quotes', '{a: 1}', ['f.json:1:2: not JSON: expected a key in quotes or }; found "a"']],
    ['a cut-off text', '{"a": [1,\n\n', ['f.json:3:1: not JSON: expected a value; found the end of the text']],
    ['a string that never ends', '{"a":\n "bc', ['f.json:2:2: not JSON: a string that begins here never ends']],
    ['a line break in a string', '{"a": "b\nc"}', ['f.json:1:9: not JSON: a string holds no control character; found "\\n"']],
    ['an unknown escape', '{"a": "b\\x41"}', ['f.json:1:9: not JSON: a backslash begins no escape that JSON knows; found "\\\\x41\\"}"']],
    ['a leading zero', '[01]', ['f.json:1:2: not JSON: expected a value; found "0"']],
    ['NaN', '[NaN]', ['f.json:1:2: not JSON: expected a value; found "N"']],
    ['a comment', '[1 // x\n]', ['f.json:1:4: not JSON: expected , or ]; found "/"']],
    ['two texts', '{}\n{}', ['f.json:2:1: not JSON: expected the end of the text; found "{"']],
    ['YAML in a .json file', YAML_HEAD, ['f.json:1:1: not JSON: expected a value; found "a"']],
  ])('%s is named with its place', (_what, text, problems) => expect(problemsOf(text, 'f.json')).toEqual(problems));

  it('a text that opens like JSON is told its JSON fault, from standard input too', () =>
    expect(problemsOf('{"apiVersion": "lockstep/v1",\n "kind": }', '-')).toEqual(['-:2:10: not JSON: expected a value; found "}"']));

  it('YAML that opens with a brace is still YAML, and JSON documents may be separated by ---', () => {
    expect(countsOf('{apiVersion: lockstep/v1, kind: FleetSnapshot, metadata: {name: a}, spec: {}}', '-')).toEqual([0, 1, 0, 0]);
    expect(countsOf(`${JSON_HEAD}{}}\n---\n${JSON_HEAD}{}}\n`, '-')).toEqual([0, 2, 0, 0]);
  });

  it('keys given twice are refused, wherever they are and however they are spelled', () => {
    const text = `${JSON_HEAD}{"clusters":[{"id":"x","supervisor":"s"},\n  {"id":"a","supervisor":"s","versions":{"vkr":"1",\n "\\u0076kr" : "2"}}],"clusters":[]}}`;
    expect(problemsOf(text, 'f.json')).toEqual([
      'f.json:4:2: spec.clusters[1].versions.vkr: duplicate key: a map has each key once',
      'f.json:4:22: spec.clusters: duplicate key: a map has each key once',
    ]);
  });

  it('colons and quotes inside strings are no keys', () => {
    const text = `${JSON_HEAD}{"clusters":[{"id":"x\\\\\\"","supervisor":"a\\": 1, \\"a","labels":{"\\":":":"," :":"\\"\\"\\\\"}}]}}`;
    expect(problemsOf(text, 'f.json')).toEqual([]);
    expect(countsOf(text, 'f.json')).toEqual([0, 1, 0, 0]);
  });

  it('problems stand at the line and column of the key or element', () => {
    const text = `${JSON_HEAD}{\n  "clusters": [\n    {"id": "a", "supervisor": "s", "note": "}\\"]"},\n    {"id": "b",\n     "supervisor": 7}, 5\n  ]\n}}`;
    expect(problemsOf(text, 'f.json')).toEqual([
      'f.json:4:36: spec.clusters[0].note: unknown field "note"',
      'f.json:6:6: spec.clusters[1].supervisor: Invalid input: expected string, received number; found 7',
      'f.json:6:24: spec.clusters[2]: Invalid input: expected object, received number; found 5',
    ]);
  });

  it('10,000 brackets are read and refused by the schema', () =>
    expect(
      problemsOf(
        `${JSON_HEAD}{"clusters":${'['.repeat(10_000)}${']'.repeat(10_000)},"x":${'{"y":'.repeat(10_000)}1${'}'.repeat(10_000)}}}`,
        'f.json',
      ),
    ).toEqual([
      'f.json:2:21: spec.clusters[0]: Invalid input: expected object, received array; found a list',
      'f.json:2:20021: spec.x: unknown field "x"',
    ]));
});
