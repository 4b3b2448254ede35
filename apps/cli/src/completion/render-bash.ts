import { everyCommand, type TreeCommand, type Value } from './command-tree.js';

/** The words that no space parts, whatever Bash takes apart, and ids that begin as `current` does. */
const HELPERS = `_lockstep_words() {
  # Bash takes words apart at colons and equals signs: what no space parts is one word.
  local line=\${COMP_LINE-} index piece
  words=()
  for ((index = 0; index <= COMP_CWORD; index++)); do
    piece=\${COMP_WORDS[index]}
    if ((index > 0)) && [[ -n $line && $line != [[:space:]]* ]]; then
      words[\${#words[@]} - 1]+=$piece
    else
      words+=("$piece")
    fi
    line=\${line#"\${line%%[![:space:]]*}"}
    line=\${line#"$piece"}
  done
}
_lockstep_ids() {
  local id cut=\${current%"\${current##*:}"}
  while IFS= read -r id; do
    if [[ $id == "$current"* ]]; then
      printf -v id %q "$id"
      COMPREPLY+=("\${id#"$cut"}")
    fi
  done < <(lockstep complete-ids "$1" -- "\${words[@]}" </dev/null 2>/dev/null)
}
`;

/**
 * A function that knows all commands: it walks the words to the command they name, then says what may follow. It starts a process for ids alone, because a
 * shell that waits for Node.js at each press of a key is worse than none. Names of commands hold neither spaces nor quotes; ids may hold anything, and are
 * never expanded by the shell.
 */
export function renderBash(tree: TreeCommand): string {
  const commands = everyCommand(tree);
  return `# bash completion of lockstep: source <(lockstep completion bash)
${HELPERS}_lockstep() {
  local -a words
  _lockstep_words
  local last=$((\${#words[@]} - 1))
  local current=\${words[last]} previous=\${words[last - 1]} path=lockstep place=0 index word
  if [[ $current == --*=* ]]; then
    previous=\${current%%=*}
    current=\${current#*=}
  fi
  COMPREPLY=()
  for ((index = 1; index < last; index++)); do
    word=\${words[index]}
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
    case 'ids':
      return `_lockstep_ids ${value.ids}`;
    case 'none':
      return ':';
  }
}
