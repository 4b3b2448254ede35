import { everyCommand, type TreeCommand, type TreeOption, type Value } from './command-tree.js';

/** Rules of fish, each for one command: it is at `lockstep plans list` when these words were given in this order, and none of a command below it. */
export function renderFish(tree: TreeCommand): string {
  return `# fish completion of lockstep: lockstep completion fish > ~/.config/fish/completions/lockstep.fish
function __lockstep_at
    set -l words (commandline -opc)
    set -l path
    for word in $words[2..-1]
        string match -q -- '-*' $word; or set -a path $word
    end
    set -l wanted $argv[1..-1]
    test (count $path) -ge (count $wanted); or return 1
    for index in (seq (count $wanted))
        test "$path[$index]" = "$wanted[$index]"; or return 1
    end
    return 0
end
function __lockstep_just_at
    __lockstep_at $argv; or return 1
    set -l words (commandline -opc)
    set -l given
    for word in $words[2..-1]
        string match -q -- '-*' $word; or set -a given $word
    end
    test (count $given) -eq (count $argv)
end
complete -c lockstep -f
${everyCommand(tree).flatMap(rulesOf).join('\n')}
`;
}

function rulesOf({ path, subcommands, options, arguments: places }: TreeCommand): string[] {
  const words = path.slice(1).join(' ');
  const at = `-n '__lockstep_at ${words}'`;
  const justAt = `-n '__lockstep_just_at ${words}'`;
  return [
    ...subcommands.map((subcommand) => `complete -c lockstep ${justAt} -a ${subcommand.path.at(-1)} -d ${quoted(subcommand.description)}`),
    ...(subcommands.length === 0 && places[0] !== undefined && places[0].kind !== 'none'
      ? [`complete -c lockstep ${justAt} ${valueOf(places[0])}`]
      : []),
    ...options.map((option) => `complete -c lockstep ${at} ${flagsOf(option)} -d ${quoted(option.description)}`),
  ];
}

const flagsOf = ({ flags, value }: TreeOption): string =>
  [
    ...flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)),
    ...(value === null ? [] : [`${value.kind === 'files' ? '-r' : '-x'} ${valueOf(value)}`.trimEnd()]),
  ].join(' ');

const valueOf = (value: Value): string => (value.kind === 'words' ? `-a '${value.words.join(' ')}'` : value.kind === 'files' ? '-F' : '');

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
