import { everyCommand, type TreeCommand, type TreeOption, type Value } from './command-tree.js';

/** A function for each command, which hands over to that of its subcommand. */
export function renderZsh(tree: TreeCommand): string {
  return `#compdef lockstep
# zsh completion of lockstep: source <(lockstep completion zsh), after compinit
_lockstep_complete_ids() {
  # What _arguments hands over ends in the kind; the rest is for compadd.
  local -a ids
  ids=(\${(f)"$(lockstep complete-ids \${@[-1]} -- "\${words[@]}" </dev/null 2>/dev/null)"})
  compadd "\${@[1,-2]}" -a ids
}
${everyCommand(tree).map(functionOf).join('\n')}
compdef _lockstep lockstep
`;
}

const nameOf = (path: readonly string[]): string => `_${path.join('_').replaceAll('-', '_')}`;

function functionOf({ path, subcommands, options, arguments: places }: TreeCommand): string {
  const specs = options.flatMap(optionSpecs);
  if (subcommands.length === 0) {
    const rest = places.map((value, place) => `'${place + 1}:${value.kind === 'files' ? 'file' : 'value'}:${actionOf(value)}'`);
    return `${nameOf(path)}() {
  _arguments -s ${[...specs, ...rest].join(' \\\n    ')}
}`;
  }
  return `${nameOf(path)}() {
  local -a commands=(
${subcommands.map(({ path, description }) => `    '${path.at(-1)}:${escaped(description, /['\\]/g)}'`).join('\n')}
  )
  local state line
  _arguments -C ${[...specs, `'1:command:->command'`, `'*::argument:->argument'`].join(' \\\n    ')}
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
${subcommands.map(({ path }) => `        ${path.at(-1)}) ${nameOf(path)} ;;`).join('\n')}
      esac
      ;;
  esac
}`;
}

/** One specification for each way to write an option; both may be given, since some may be repeated. */
const optionSpecs = ({ flags, description, value }: TreeOption): string[] =>
  flags.map((flag) => `'*${flag}[${escaped(description, /['\\[\]]/g)}]${value === null ? '' : `:value:${actionOf(value)}`}'`);

const actionOf = (value: Value): string =>
  value.kind === 'words'
    ? `(${value.words.join(' ')})`
    : value.kind === 'ids'
      ? `_lockstep_complete_ids ${value.ids}`
      : value.kind === 'files'
        ? '_files'
        : ' ';

/** Inside of single quotes a quote ends them, and is put in by quotes of its own. */
const escaped = (text: string, special: RegExp): string =>
  text.replace(special, (character) => (character === "'" ? `'\\''` : `\\${character}`)).replaceAll(':', '\\:');
