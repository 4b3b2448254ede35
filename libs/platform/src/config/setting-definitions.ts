import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** One setting: where it is read from, what it may be, and how far it may be shown. `schema` reads the text of the variable. */
export interface SettingDefinition<Value> {
  readonly variable: string;
  readonly description: string;
  /** Which processes; what `lockstep serve` has, it hands on to the API and the worker that it starts. */
  readonly readBy: readonly ('api' | 'worker' | 'command')[];
  /** `url`: shown with the password masked; `hidden`: only its being set is shown. */
  readonly secrecy: 'open' | 'url' | 'hidden';
  readonly schema: z.ZodType<Value, string>;
  /** Text as it would stand in the environment; absent: the setting has no value unless given. */
  readonly fallback?: string;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum, {
      error: `must be a whole number from ${minimum} to ${maximum}`,
    })
    .transform(Number);

const url = (schemes: readonly string[]) =>
  z.string().refine(
    (text) => {
      if (!URL.canParse(text)) return false;
      const parsed = new URL(text);
      return schemes.includes(parsed.protocol) && parsed.hostname !== '';
    },
    { error: `must be a URL ${schemes.map((scheme) => `${scheme}//host…`).join(' or ')}` },
  );

/** Without a slash at its end: paths are put behind it. */
const publicUrl = url(['http:', 'https:'])
  .refine((text) => !/[?#@]/.test(text), { error: 'must be a URL without user, query and fragment' })
  .transform((text) => new URL(text).href.replace(/\/+$/, ''));

const host = z.string().refine((text) => isIP(text) !== 0 || /^(?!-)[a-z0-9.-]{1,253}$/i.test(text), {
  error: 'must be an IP address or a host name',
});

const cidr = z.union([z.cidrv4(), z.cidrv6()]);

const networks = z
  .string()
  .transform((text): readonly string[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((parts) => parts.every((part) => cidr.safeParse(part).success), {
    error: 'must be networks such as 10.20.0.0/16, separated by commas',
  }) as unknown as z.ZodType<readonly string[], string>;

const verifierKey = /^[^\s+,]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/u;

const define = <Value>(definition: SettingDefinition<Value>): SettingDefinition<Value> => definition;

/** Every setting Lockstep knows. `PORT`, `HOST`, `DATABASE_URL` and `REDIS_URL` keep the names that hosting platforms set by themselves. */
export const settingDefinitions = {
  port: define({
    variable: 'PORT',
    description: 'TCP port of the API; 0 takes a free one',
    readBy: ['api'],
    secrecy: 'open',
    schema: integer(0, 65_535),
    fallback: '8080',
  }),
  host: define({
    variable: 'HOST',
    description: 'address the API listens on, and the metrics of a worker',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: host,
    fallback: '127.0.0.1',
  }),
  dataDir: define({
    variable: 'LOCKSTEP_DATA_DIR',
    description: 'folder of the embedded database; not used when DATABASE_URL is set',
    readBy: ['command'],
    secrecy: 'open',
    schema: z.string().transform((path) => resolve(path)),
    fallback: './.lockstep',
  }),
  adminToken: define({
    variable: 'LOCKSTEP_ADMIN_TOKEN',
    description: 'admin token used instead of a generated one',
    readBy: ['api'],
    secrecy: 'hidden',
    schema: z.string().refine((text) => /^[\x21-\x7e]{16,256}$/.test(text), {
      error: 'must be 16 to 256 visible ASCII characters without spaces',
    }),
  }),
  publicUrl: define({
    variable: 'LOCKSTEP_PUBLIC_URL',
    description: 'URL at which people reach the API, for links in documents that leave the service; absent: they hold none',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: publicUrl,
  }),
  databaseUrl: define({
    variable: 'DATABASE_URL',
    description: 'PostgreSQL 14 or newer; absent: an embedded one in the data folder',
    readBy: ['api', 'worker'],
    secrecy: 'url',
    schema: url(['postgres:', 'postgresql:']),
  }),
  redisUrl: define({
    variable: 'REDIS_URL',
    description: 'Redis for the job queue; absent: the queue lives in PostgreSQL',
    readBy: ['api', 'worker'],
    secrecy: 'url',
    schema: url(['redis:', 'rediss:']),
  }),
  logLevel: define({
    variable: 'LOCKSTEP_LOG_LEVEL',
    description: `one of ${logLevels.join(', ')}`,
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }) as unknown as z.ZodType<LogLevel, string>,
    fallback: 'info',
  }),
  bodyLimit: define({
    variable: 'LOCKSTEP_BODY_LIMIT',
    description: 'largest request body in bytes; larger ones answer 413',
    readBy: ['api'],
    secrecy: 'open',
    schema: integer(1_024, 1_073_741_824),
    fallback: String(10 * 1024 * 1024),
  }),
  planTimeout: define({
    variable: 'LOCKSTEP_PLAN_TIMEOUT',
    description: 'seconds a planning job may search before it is ended',
    readBy: ['worker'],
    secrecy: 'open',
    schema: integer(1, 86_400),
    fallback: '300',
  }),
  searchLimit: define({
    variable: 'LOCKSTEP_SEARCH_LIMIT',
    description: 'states a search may look at before it settles for a plan that is safe but not proven cheapest; the same for all workers',
    readBy: ['worker'],
    secrecy: 'open',
    schema: integer(1, 1_000_000_000),
    fallback: '100000',
  }),
  signalAge: define({
    variable: 'LOCKSTEP_SIGNAL_AGE',
    description: 'seconds after which a signal of health, and addresses, that no look has confirmed count as unknown',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: integer(1, 31_536_000),
    fallback: '3600',
  }),
  evidenceAge: define({
    variable: 'LOCKSTEP_EVIDENCE_AGE',
    description: 'seconds after which a plan can not be decided on whose nodes nobody has looked at',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: integer(1, 31_536_000),
    fallback: '86400',
  }),
  soakMinutes: define({
    variable: 'LOCKSTEP_SOAK_MINUTES',
    description: 'minutes that a gate watches real load after a step that moved NSX or an adapter, before the next step may start',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: integer(0, 43_200),
    fallback: '60',
  }),
  soakLooks: define({
    variable: 'LOCKSTEP_SOAK_LOOKS',
    description: 'healthy looks, spread over a soak, that a gate asks of each source for each cluster that the step touched',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: integer(1, 1_000),
    fallback: '3',
  }),
  soakLoadMinutes: define({
    variable: 'LOCKSTEP_SOAK_LOAD_MINUTES',
    description: 'minutes after such a step that one report of real flows has to cover; never more than the soak itself',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: integer(0, 43_200),
    fallback: '10',
  }),
  soakLoadFlows: define({
    variable: 'LOCKSTEP_SOAK_LOAD_FLOWS',
    description: 'flows that such a report has to count at least',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: integer(1, 1_000_000_000),
    fallback: '1000',
  }),
  workerConcurrency: define({
    variable: 'LOCKSTEP_WORKER_CONCURRENCY',
    description: 'jobs one worker process runs at the same time',
    readBy: ['worker'],
    secrecy: 'open',
    schema: integer(1, 64),
    fallback: '2',
  }),
  databasePool: define({
    variable: 'LOCKSTEP_DATABASE_POOL',
    description:
      'database connections that the requests or jobs of one process share; beside them it holds one for each projection and two more, the API one for idempotency keys, and the worker one for each change record that it opens or hands over',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: integer(2, 200),
    fallback: '10',
  }),
  shutdownTimeout: define({
    variable: 'LOCKSTEP_SHUTDOWN_TIMEOUT',
    description: 'seconds that requests and jobs in flight get to finish at shutdown',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: integer(1, 3_600),
    fallback: '20',
  }),
  livenessFile: define({
    variable: 'LOCKSTEP_LIVENESS_FILE',
    description: 'file the worker writes every few seconds while it can take jobs; absent: none',
    readBy: ['worker'],
    secrecy: 'open',
    schema: z.string().transform((path) => resolve(path)),
  }),
  workerMetricsPort: define({
    variable: 'LOCKSTEP_WORKER_METRICS_PORT',
    description: 'TCP port, at HOST, where a worker serves its own metrics to whoever can reach it; 0 takes a free one; absent: nowhere',
    readBy: ['worker'],
    secrecy: 'open',
    schema: integer(0, 65_535),
  }),
  rateLimit: define({
    variable: 'LOCKSTEP_RATE_LIMIT',
    description: "requests per second and caller on average, bursts of ten seconds' worth; 0 turns the limit off",
    readBy: ['api'],
    secrecy: 'open',
    schema: integer(0, 1_000_000),
    fallback: '100',
  }),
  sealKey: define({
    variable: 'LOCKSTEP_SEAL_KEY',
    description: 'Ed25519 key of the worker that signs seals: a file, PEM, or base64 of PKCS#8; absent: the record is not sealed',
    readBy: ['worker'],
    secrecy: 'hidden',
    schema: z.string().min(1),
  }),
  sealName: define({
    variable: 'LOCKSTEP_SEAL_NAME',
    description: 'names this record in its checkpoints; never changed once it is sealed',
    readBy: ['api', 'worker'],
    secrecy: 'open',
    schema: z
      .string()
      .refine((text) => /^[^\s+\p{Cc}\p{Cs}]{1,200}$/u.test(text), { error: 'must be 1 to 200 characters without space and plus' }),
    fallback: 'lockstep',
  }),
  sealTrustedKeys: define({
    variable: 'LOCKSTEP_SEAL_TRUSTED_KEYS',
    description: 'verifier keys, separated by commas, of earlier keys whose seals are gone on from',
    readBy: ['worker'],
    secrecy: 'open',
    schema: z.string().refine((text) => text.split(',').every((key) => verifierKey.test(key.trim())), {
      error: 'must be verifier keys, <name>+<8 hex digits>+<base64>, separated by commas',
    }),
  }),
  sealInterval: define({
    variable: 'LOCKSTEP_SEAL_INTERVAL',
    description: 'seconds between two seals while there is something new',
    readBy: ['worker'],
    secrecy: 'open',
    schema: integer(1, 3_600),
    fallback: '1',
  }),
  approvalKey: define({
    variable: 'LOCKSTEP_APPROVAL_KEY',
    description:
      'Ed25519 keys of the API (files, PEM, or base64 of PKCS#8), separated by commas: the first signs approvals, the public halves of all are published; absent: no approval is given out',
    readBy: ['api'],
    secrecy: 'hidden',
    schema: z.string().min(1),
  }),
  approvalAge: define({
    variable: 'LOCKSTEP_APPROVAL_AGE',
    description: 'seconds that a signed approval counts at most: nobody who reads one away from the service knows what has fallen since',
    readBy: ['api'],
    secrecy: 'open',
    schema: integer(60, 31_536_000),
    fallback: '3600',
  }),
  allowedNetworks: define({
    variable: 'LOCKSTEP_ALLOWED_NETWORKS',
    description: 'networks, separated by commas, that scans, webhooks and change records may call beside public addresses',
    readBy: ['worker'],
    secrecy: 'open',
    schema: networks,
    fallback: '',
  }),
  secretKey: define({
    variable: 'LOCKSTEP_SECRET_KEY',
    description:
      'keys of 32 bytes in base64, or files of such, that encrypt what sources and change systems log in with and webhooks are signed with; the first encrypts, all decrypt; absent: there are no such secrets',
    readBy: ['api', 'worker'],
    secrecy: 'hidden',
    schema: z.string().min(1),
  }),
  scanConcurrency: define({
    variable: 'LOCKSTEP_SCAN_CONCURRENCY',
    description: 'clusters one worker process looks into at the same time',
    readBy: ['worker'],
    secrecy: 'open',
    schema: integer(1, 256),
    fallback: '16',
  }),
  webhookKeptDays: define({
    variable: 'LOCKSTEP_WEBHOOK_KEPT_DAYS',
    description: 'days for which deliveries to webhooks are kept after they have ended',
    readBy: ['worker'],
    secrecy: 'open',
    schema: integer(1, 3_650),
    fallback: '30',
  }),
  webhookKeptCount: define({
    variable: 'LOCKSTEP_WEBHOOK_KEPT_COUNT',
    description: 'deliveries kept of each webhook, open ones apart, however young they are',
    readBy: ['worker'],
    secrecy: 'open',
    schema: integer(1, 10_000_000),
    fallback: '10000',
  }),
  token: define({
    variable: 'LOCKSTEP_TOKEN',
    description: 'token with which commands ask a running service',
    readBy: ['command'],
    secrecy: 'hidden',
    schema: z.string().refine((text) => /^[\x21-\x7e]{1,512}$/.test(text), { error: 'must be visible ASCII characters without spaces' }),
  }),
  url: define({
    variable: 'LOCKSTEP_URL',
    description: 'the running service that commands ask',
    readBy: ['command'],
    secrecy: 'url',
    schema: url(['http:', 'https:']),
  }),
  context: define({
    variable: 'LOCKSTEP_CONTEXT',
    description: 'which context of `lockstep context list` commands use; absent: the current one',
    readBy: ['command'],
    secrecy: 'open',
    schema: z.string(),
  }),
} as const;

export type SettingName = keyof typeof settingDefinitions;
