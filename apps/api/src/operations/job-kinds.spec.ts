import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { jobKinds } from './job-kinds.js';

it('holds every kind of job that some feature defines', () => {
  const features = readdirSync('libs').filter((lib) => !['platform', 'testing'].includes(lib));
  const files = features.flatMap((lib) =>
    readdirSync(path.join('libs', lib, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join('libs', lib, 'src', name)),
  );
  const defined = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/defineJob<[^(]*\(\{\s*name: '([^']+)'/g)]);
  expect(jobKinds.map(({ name }) => name).toSorted()).toEqual(defined.map(([, name]) => name).toSorted());
});
