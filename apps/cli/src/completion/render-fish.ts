import { everyCommand, type TreeCommand, type TreeOption, type Value } from './command-tree.js';

/** Rules of fish, each for one command: it is at `lockstep plans list` when these words were given in this order, and none of a command below it. */
export function renderFish(tree: TreeCommand): string {
  return `# fish completion of lockstep: lockstep completion fish > ~/.config/fish/completions/lockstep.fish
set -g __lockstep_valued ${valuedFlags(tree).join(' ')}
# The words so far that are neither options nor their values.
function __lockstep_words
    set -l words (commandline -opc)
    set -l skip 0
    for word in $words[2..-1]
        if test $skip = 1
            set skip 0
        else if contains -- $word $__lockstep_valued
            set skip 1
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end
function __lockstep_at
    set -l path (__lockstep_words)
    test (count $path) -ge (count $argv); or return 1
    for index in (seq (count $argv))
        test "$path[$index]" = "$argv[$index]"; or return 1
    end
    return 0
end
function __lockstep_just_at
    __lockstep_at $argv; or return 1
    test (count (__lockstep_words)) -eq (count $argv)
end
function __lockstep_ids
    lockstep complete-ids $argv[1] -- (commandline -opc) </dev/null 2>/dev/null
end
complete -c lockstep -f
${everyCommand(tree).flatMap(rulesOf).join('\n')}
`;
}

/** Of all commands: none of them takes a value here and none there. */
const valuedFlags = (tree: TreeCommand): string[] => [
  ...new Set(everyCommand(tree).flatMap(({ options }) => options.filter(({ value }) => value !== null).flatMap(({ flags }) => flags))),
];

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

const valueOf = (value: Value): string =>
  value.kind === 'words'
    ? `-a '${value.words.join(' ')}'`
    : value.kind === 'ids'
      ? `-a '(__lockstep_ids ${value.ids})'`
      : value.kind === 'files'
        ? '-F'
        : '';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
