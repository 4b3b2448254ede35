import { Argument, Command } from 'commander';
import { commandTree } from '../completion/command-tree.js';
import { renderBash } from '../completion/render-bash.js';
import { renderFish } from '../completion/render-fish.js';
import { renderZsh } from '../completion/render-zsh.js';
import { OK } from '../exit-codes.js';

const RENDERERS = { bash: renderBash, zsh: renderZsh, fish: renderFish } as const;

export const completionCommand = (): Command =>
  new Command('completion')
    .description('print what makes a shell complete commands, options and ids of lockstep')
    .addArgument(new Argument('<shell>', 'which one').choices(Object.keys(RENDERERS)))
    .addHelpText(
      'after',
      `
Examples:
  source <(lockstep completion bash)                       # in ~/.bashrc
  source <(lockstep completion zsh)                        # in ~/.zshrc, after compinit
  lockstep completion fish > ~/.config/fish/completions/lockstep.fish`,
    )
    .action(function (this: Command, shell: keyof typeof RENDERERS) {
      process.stdout.write(RENDERERS[shell](commandTree(this.parent!)));
      process.exitCode = OK;
    });
