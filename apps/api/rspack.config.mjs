import path from 'node:path';

/** @param {import('@rspack/core').Configuration} options the defaults of `nest build` */
export default (options) => ({
  ...options,
  // Tests build an API of their own beside the one in use.
  ...(process.env.API_BUILD_DIR ? { output: { ...options.output, path: path.resolve(process.env.API_BUILD_DIR) } } : {}),
});
