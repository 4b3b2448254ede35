import { readFileSync } from 'node:fs';
import { settingDefinitions } from '@lockstep/platform/config';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Service {
  readonly read_only?: boolean;
  readonly user?: string;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly privileged?: boolean;
  readonly cap_add?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
}

// Read as text and not through a container engine, which a machine that runs the tests need not have.
const file = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const { services } = parse(file('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const dockerfile = file('Dockerfile');
const settings: readonly { variable: string; secrecy: string; fallback?: string }[] = Object.values(settingDefinitions);
/** Of the embedded database, and of commands. */
const ELSEWHERE = ['LOCKSTEP_DATA_DIR', 'LOCKSTEP_TOKEN', 'LOCKSTEP_URL', 'LOCKSTEP_CONTEXT'];
const FIXED = ['PORT', 'HOST', 'DATABASE_URL', 'REDIS_URL', 'LOCKSTEP_LIVENESS_FILE'];
const each = Object.entries(services).map(([name, service]) => ({ name, service }));

describe('docker-compose.yml', () => {
  it('runs API, worker, PostgreSQL and Redis', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'postgres', 'redis', 'worker']);
  });

  it.each(each)('gives $name no root, no capability, no writable root file system', ({ service }) => {
    expect(service.user).toMatch(/^(?!0|root)/);
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect([service.cap_add, service.privileged]).toEqual([undefined, undefined]);
  });

  it.each(each)('takes every secret of $name from outside and refuses to start without it', ({ service }) => {
    const secret = new Set(settings.filter(({ secrecy }) => secrecy !== 'open').map(({ variable }) => variable));
    const secrets = Object.entries(service.environment ?? {}).filter(
      ([variable]) => secret.has(variable) || /PASSWORD|_KEY$/.test(variable),
    );
    expect(secrets.filter(([, value]) => !/\$\{\w+:\?/.test(value)).map(([variable]) => variable)).toEqual([]);
  });

  it('hands every setting of a service on, keys only to who uses them', () => {
    const [api, worker] = [services['api']!.environment!, services['worker']!.environment!];
    const handed = settings.filter(({ variable }) => !ELSEWHERE.includes(variable));
    const missing = (one: Readonly<Record<string, string>>) =>
      handed.map(({ variable }) => variable).filter((variable) => !(variable in one));
    expect(missing(api)).toEqual(['LOCKSTEP_LIVENESS_FILE', 'LOCKSTEP_WORKER_METRICS_PORT', 'LOCKSTEP_SEAL_KEY']);
    expect(missing(worker)).toEqual(['PORT', 'LOCKSTEP_ADMIN_TOKEN', 'LOCKSTEP_APPROVAL_KEY']);
    const known = new Set(settings.map(({ variable }) => variable));
    for (const [variable, value] of [...Object.entries(api), ...Object.entries(worker)]) {
      expect(known).toContain(variable);
      if (!FIXED.includes(variable)) expect(value).toMatch(new RegExp(`^\\$\\{${variable}:[?-]`));
    }
  });

  it('publishes the API on this host only, and nothing else', () => {
    const published = each.filter(({ service }) => service.ports !== undefined);
    expect(published.map(({ name }) => name)).toEqual(['api']);
    for (const port of services['api']?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it.each(['api', 'worker'])('starts %s when database and queue are healthy', (name) => {
    expect(services[name]?.depends_on).toEqual({ postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } });
  });

  it.each(each)('knows whether $name is healthy', ({ name, service }) => {
    if (name === 'api') expect(dockerfile).toMatch(/^HEALTHCHECK .*\n {2}CMD \[/m);
    else expect(service.healthcheck?.test?.length).toBeGreaterThan(1);
    expect(service.healthcheck?.disable).toBeUndefined();
  });

  it('names every variable that it requires in .env.example', () => {
    const required = new Set([...file('docker-compose.yml').matchAll(/\$\{(\w+)(:\?|:-)/g)].map(([, variable]) => variable));
    const example = file('.env.example');
    expect([...required].filter((variable) => !example.includes(`${variable}=`))).toEqual([]);
  });

  it('tells the defaults that settings have', () => {
    const told = new Map([...file('.env.example').matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, variable, value]) => [variable!, value!]));
    const named = settings.filter(({ variable }) => told.has(variable));
    expect(named.map(({ variable }) => [variable, told.get(variable)])).toEqual(
      named.map(({ variable, fallback = '' }) => [variable, fallback]),
    );
  });
});

describe('Dockerfile', () => {
  it('ends as a user that is not root', () => {
    expect(dockerfile.match(/^USER .*$/gm)?.at(-1)).toBe('USER 1000:1000');
  });
});
