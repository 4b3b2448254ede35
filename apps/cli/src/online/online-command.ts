import type { LockstepClient } from '@lockstep/api-client';
import { Command, Option } from 'commander';
import { OK } from '../exit-codes.js';
import { example } from '../options.js';
import { addConnectionOptions, type ConnectionOptions, openConnection } from './connection.js';
import { inputErrorOf } from './input-error-of.js';
import { refuseEmpty } from './refuse-empty.js';
import { type Output, OUTPUTS, renderShown } from './render-shown.js';
import type { Shown } from './shown.js';
import { type Progress, startProgress, terminalWidth } from './terminal.js';

export interface OnlineOptions extends ConnectionOptions {
  readonly output: Output;
}

export interface Call<Options> {
  readonly client: LockstepClient;
  readonly options: Options & OnlineOptions;
  /** Says on standard error what is waited for, while this command runs. */
  progress(text: string): Promise<Progress>;
}

/** A command that asks a running service: it has the options that all of these share, and an example in its help. */
export const onlineCommand = (name: string, description: string, line: string, outputs: readonly string[] = OUTPUTS): Command =>
  addConnectionOptions(new Command(name).description(description))
    .addOption(new Option('-o, --output <format>', 'how to print').choices(outputs).default(outputs[0]))
    .addOption(new Option('--no-color', 'no colours, as with NO_COLOR'))
    .addHelpText(...example(line));

/** An action that hands back what is to be shown. Whatever the service refuses becomes bad input, and every way of ending clears the terminal. */
export function showing<Options>(act: (call: Call<Options>, ...args: string[]) => Promise<Shown>) {
  return asking<Options>(async (call, ...args) => {
    const shown = await act(call, ...args);
    process.stdout.write(await renderShown(shown, call.options.output, terminalWidth()));
    process.exitCode = shown.exitCode ?? OK;
  });
}

/** An action that writes by itself. */
export function asking<Options>(act: (call: Call<Options>, ...args: string[]) => Promise<void>) {
  return async function (this: Command): Promise<void> {
    refuseEmpty(this);
    const options = this.optsWithGlobals<Options & OnlineOptions>();
    const running: Progress[] = [];
    const progress = async (text: string) => {
      const started = await startProgress(text);
      running.push(started);
      return started;
    };
    try {
      await act({ client: openConnection(options), options, progress }, ...(this.processedArgs as string[]));
    } catch (error) {
      throw inputErrorOf(error);
    } finally {
      for (const one of running) one.end();
    }
  };
}
