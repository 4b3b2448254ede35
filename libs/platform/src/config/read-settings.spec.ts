import { describe, expect, it } from 'vitest';
import { listSettings, readSettings, renderSettings } from './index.js';

const problemsOf = (env: Record<string, string>) => {
  const reading = readSettings(env);
  return reading.outcome === 'invalid' ? reading.problems : [];
};

describe('reading settings', () => {
  it('needs no variable at all', () => {
    const reading = readSettings({});
    expect(reading).toMatchObject({
      outcome: 'valid',
      settings: { port: 8080, host: '127.0.0.1', logLevel: 'info', bodyLimit: 10_485_760, planTimeout: 300 },
      sources: { port: 'default', databaseUrl: 'default' },
    });
    expect(reading.outcome === 'valid' && reading.settings.databaseUrl).toBeUndefined();
  });

  it('tells which settings came from the environment', () => {
    expect(readSettings({ PORT: '0', REDIS_URL: 'redis://cache:6379' })).toMatchObject({
      settings: { port: 0, redisUrl: 'redis://cache:6379' },
      sources: { port: 'environment', redisUrl: 'environment', host: 'default' },
    });
  });

  it('takes an empty variable as absent', () => {
    expect(readSettings({ PORT: '', REDIS_URL: '' })).toMatchObject({
      outcome: 'valid',
      settings: { port: 8080 },
      sources: { redisUrl: 'default' },
    });
  });

  it('reports every problem at once, as variable; rule; found', () => {
    expect(problemsOf({ PORT: '70000', LOCKSTEP_LOG_LEVEL: 'loud', LOCKSTEP_BODY_LIMIT: '-1' })).toEqual([
      'PORT; must be a whole number from 0 to 65535; found "70000"',
      'LOCKSTEP_LOG_LEVEL; must be one of trace, debug, info, warn, error, fatal, silent; found "loud"',
      'LOCKSTEP_BODY_LIMIT; must be a whole number from 1024 to 1073741824; found "-1"',
    ]);
  });

  it.each(['8080x', ' 80', '1e3', '0x50', '8080.0', '99999999999999999999'])('refuses the port %j', (text) => {
    expect(problemsOf({ PORT: text })).toHaveLength(1);
  });

  it('reads networks apart at commas, and refuses an address without the length of its network', () => {
    expect(readSettings({ LOCKSTEP_ALLOWED_NETWORKS: '10.20.0.0/16, fd00:20::/32' })).toMatchObject({
      settings: { allowedNetworks: ['10.20.0.0/16', 'fd00:20::/32'] },
    });
    expect(readSettings({})).toMatchObject({ settings: { allowedNetworks: [] } });
    expect(problemsOf({ LOCKSTEP_ALLOWED_NETWORKS: '10.20.0.0/16,10.0.0.1' })).toEqual([
      'LOCKSTEP_ALLOWED_NETWORKS; must be networks such as 10.20.0.0/16, separated by commas; found "10.20.0.0/16,10.0.0.1"',
    ]);
  });

  it('refuses a misspelt LOCKSTEP_ variable and leaves foreign ones alone', () => {
    expect(problemsOf({ LOCKSTEP_BODYLIMIT: '5', PATH: '/bin' })).toEqual([
      expect.stringMatching(/^LOCKSTEP_BODYLIMIT; is not a setting, known are LOCKSTEP_DATA_DIR, /),
    ]);
  });

  it.each([
    ['DATABASE_URL', 'mysql://u:hunter2@h/d'],
    ['DATABASE_URL', 'postgres//u:hunter2@h/d'],
    ['REDIS_URL', 'http://:hunter2@h'],
    ['LOCKSTEP_ADMIN_TOKEN', 'hunter2'],
    ['LOCKSTEP_ADMIN_TOKEN', 'hunter2 hunter2 hunter2'],
  ])('refuses %s=%s without repeating the secret', (variable, value) => {
    const problems = problemsOf({ [variable]: value });
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('hunter2');
  });
});

describe('rendering settings', () => {
  const env = {
    DATABASE_URL: 'postgres://lockstep:p%40ss@db:5432/lockstep?sslpassword=hidden',
    REDIS_URL: 'redis://:s3cret@cache:6379/1',
    LOCKSTEP_ADMIN_TOKEN: 'very-secret-admin-token',
  };
  const reading = readSettings(env);
  if (reading.outcome !== 'valid') throw new Error('the example environment must be valid');

  it('shows every setting with its source and no secret', () => {
    const text = renderSettings(reading.settings, reading.sources);
    expect(text).toMatch(/^DATABASE_URL +postgres:\/\/lockstep:\*\*\*\*@db:5432\/lockstep\?sslpassword=\*\*\*\* +environment/m);
    expect(text).toMatch(/^REDIS_URL +redis:\/\/:\*\*\*\*@cache:6379\/1 +environment/m);
    expect(text).toMatch(/^LOCKSTEP_ADMIN_TOKEN +\*\*\*\* +environment/m);
    expect(text).toMatch(/^PORT +8080 +default/m);
    expect(text).not.toMatch(/p%40ss|s3cret|very-secret|hidden/);
  });

  it('says which settings are not set', () => {
    const bare = readSettings({});
    if (bare.outcome !== 'valid') throw new Error('no variable is needed');
    expect(listSettings(bare.settings, bare.sources).find((row) => row.name === 'redisUrl')?.value).toBeUndefined();
    expect(renderSettings(bare.settings, bare.sources)).toMatch(/^REDIS_URL +\(not set\) +default/m);
  });
});

it.each([
  ['https://lockstep.example/', 'https://lockstep.example'],
  ['https://proxy.example/lockstep/', 'https://proxy.example/lockstep'],
])('reads the public URL %s as one that a path is put behind', (given, read) => {
  expect(readSettings({ LOCKSTEP_PUBLIC_URL: given })).toMatchObject({ outcome: 'valid', settings: { publicUrl: read } });
});

it.each(['lockstep.example', 'ftp://lockstep.example', 'https://user:word@lockstep.example', 'https://lockstep.example/?a=b'])(
  'takes %s for no public URL',
  (given) => expect(readSettings({ LOCKSTEP_PUBLIC_URL: given }).outcome).toBe('invalid'),
);
