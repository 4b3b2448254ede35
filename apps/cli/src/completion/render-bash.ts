import { everyCommand, type TreeCommand, type Value } from './command-tree.js';

/**
 * A function that knows all commands: it walks the words to the command they name, then says what may follow. It starts no process, because a
 * shell that waits for Node.js at each press of a key is worse than none. Names hold neither spaces nor quotes.
 */
export function renderBash(tree: TreeCommand): string {
  const commands = everyCommand(tree);
  return `# bash completion of lockstep: source <(lockstep completion bash)
_lockstep() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} path=lockstep place=0 index word
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$path $word" in
${cases(
  commands.flatMap(({ path, options }) => valued(path, options)),
  '((index++))',
)}
${cases(
  commands.slice(1).map(({ path }) => `'${path.join(' ')}'`),
  'path="$path $word"',
)}
      *' '-*) ;;
      *) ((place++)) ;;
    esac
  done
  case "$path $previous" in
${commands.flatMap(({ path, options }) => options.flatMap(({ flags, value }) => (value === null ? [] : [`    ${patterns(path, flags)}) ${reply(value)}; return ;;`]))).join('\n')}
  esac
  if [[ $current == -* ]]; then
    case "$path" in
${commands.map(({ path, options }) => `      '${path.join(' ')}') ${reply({ kind: 'words', words: options.flatMap(({ flags }) => flags) })} ;;`).join('\n')}
    esac
    return
  fi
  case "$path $place" in
${commands.flatMap(placesOf).join('\n')}
  esac
}
complete -F _lockstep lockstep
`;
}

const patterns = (path: readonly string[], flags: readonly string[]): string =>
  flags.map((flag) => `'${[...path, flag].join(' ')}'`).join(' | ');

const valued = (path: readonly string[], options: TreeCommand['options']): string[] =>
  options.flatMap(({ flags, value }) => (value === null ? [] : [patterns(path, flags)]));

const cases = (found: readonly string[], what: string): string => found.map((pattern) => `      ${pattern}) ${what} ;;`).join('\n');

const placesOf = ({ path, subcommands, arguments: places }: TreeCommand): string[] => {
  const values: readonly Value[] =
    subcommands.length > 0 ? [{ kind: 'words', words: subcommands.map(({ path }) => path.at(-1)!) }] : places;
  return values.map((value, place) => `    '${path.join(' ')} ${place}') ${reply(value)} ;;`);
};

function reply(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `mapfile -t COMPREPLY < <(compgen -W '${value.words.join(' ')}' -- "$current")`;
    case 'files':
      return `compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current")`;
    case 'none':
      return ':';
  }
}
