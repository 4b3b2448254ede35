import path from 'node:path';

/**
 * Two bundles: the process, and the thread that plans, which then loads the planner alone instead of all of NestJS.
 * @param {import('@rspack/core').Configuration} options the defaults of `nest build`
 */
export default (options) => ({
  ...options,
  entry: { main: options.entry, 'planning-thread': path.resolve('apps/worker/src/planning-thread.ts') },
  output: {
    ...options.output,
    filename: 'apps/worker/[name].js',
    // Tests build a worker of their own beside the one in use.
    ...(process.env.WORKER_BUILD_DIR ? { path: path.resolve(process.env.WORKER_BUILD_DIR) } : {}),
  },
});
