/** Columns of the terminal that is written to; null: it is a file or a pipe, and nothing is cut. */
export const terminalWidth = (): number | null => (process.stdout.isTTY ? (process.stdout.columns ?? 80) : null);

export interface Progress {
  tell(text: string): void;
  end(): void;
}

const silent: Progress = { tell: () => {}, end: () => {} };

/** A line on standard error that moves while something takes its time; nothing where nobody looks at it. */
export async function startProgress(text: string): Promise<Progress> {
  if (process.stderr.isTTY !== true) return silent;
  // Loaded late: most commands answer at once.
  const { default: yoctoSpinner } = await import('yocto-spinner');
  const spinner = yoctoSpinner({ text, stream: process.stderr }).start();
  return { tell: (now) => (spinner.text = now), end: () => void spinner.stop() };
}
