import { Command } from 'commander';
import { stringify } from 'yaml';
import { openClient, urlOption } from '../audit/service-client.js';
import { InputError, OK, readInput } from '../input.js';
import { filesOption, outputOption } from '../options.js';
import type { RestClient } from '../rest-client.js';

interface Common {
  readonly url: string;
  readonly output: 'json' | 'yaml' | 'text';
}
interface Summary {
  readonly id: string;
  readonly status: string;
  readonly name: string;
  readonly domain: string | null;
  readonly outcome: string | null;
  readonly steps: number | null;
  readonly digest: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
}

/** Plans of a running service. What is decided on them is decided on the digest that was looked at. */
export const plansCommand = (): Command =>
  new Command('plans')
    .description('list, read and request plans of a running service, and sign them')
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(requestCommand())
    .addCommand(signCommand());

const remote = (name: string, description: string): Command =>
  new Command(name).description(description).addOption(urlOption().makeOptionMandatory());

const listCommand = (): Command =>
  remote('list', 'print plans, the newest request first')
    .option('--status <status>', 'such as computed, void, superseded')
    .option('--domain <nsx>', 'of one NSX manager')
    .addOption(outputOption(['json', 'text'], 'text'))
    .action(async ({ url, output, status, domain }: Common & { readonly status?: string; readonly domain?: string }) => {
      const query = new URLSearchParams({ limit: '100', ...(status ? { status } : {}), ...(domain ? { domain } : {}) });
      const { items } = (await ask(openClient(url), 'GET', `/v1/plans?${query}`)) as { readonly items: readonly Summary[] };
      print(items, output, () => items.map(lineOf).join('\n'));
    });

const getCommand = (): Command =>
  remote('get', 'print a plan with its status')
    .argument('<id>')
    .addOption(outputOption(['json', 'yaml'], 'yaml'))
    .action(async (id: string, { url, output }: Common) => print(await ask(openClient(url), 'GET', pathOf(id)), output));

const requestCommand = (): Command =>
  remote('request', 'request a plan for the UpgradeGoal in a file, and wait until it is computed')
    .addOption(filesOption())
    .option('--domain <nsx>', 'what hangs on one NSX manager; left out: the whole fleet')
    .addOption(outputOption(['json', 'text'], 'text'))
    .action(async ({ url, file, domain, output }: Common & { readonly file: string[]; readonly domain?: string }) => {
      const goals = readInput(file).UpgradeGoal;
      if (goals.length !== 1) throw new InputError([`--file: must hold one UpgradeGoal; found ${goals.length}`]);
      const client = openClient(url);
      const body = JSON.stringify({ goal: goals[0]!.document, ...(domain === undefined ? {} : { domain }) });
      const { id } = (await ask(client, 'POST', '/v1/plans', body)) as Summary;
      const plan = await wanted(client.poll<Summary>(pathOf(id), ({ status }) => status !== 'requested'));
      print(plan, output, () => lineOf(plan));
    });

const signCommand = (): Command =>
  remote('sign', 'sign a plan, or refuse it; the plan has to be the one with this digest')
    .argument('<id>')
    .requiredOption('--digest <digest>', 'of the plan that was looked at')
    .option('--refuse <reason>', 'refuse it, and say why')
    .addOption(outputOption(['json', 'text'], 'text'))
    .action(async (id: string, { url, digest, refuse, output }: Common & { readonly digest: string; readonly refuse?: string }) => {
      const decision = refuse === undefined ? { decision: 'sign' } : { decision: 'refuse', reason: refuse };
      const seen = { 'if-match': `"${digest}"` };
      const approval = (await ask(openClient(url), 'POST', `${pathOf(id)}/signoffs`, JSON.stringify(decision), seen)) as {
        readonly state: string;
        readonly missing: readonly { readonly class: string; readonly role: string; readonly count: number }[];
      };
      print(approval, output, () =>
        [approval.state, ...approval.missing.map(({ class: risk, role, count }) => `  missing for ${risk}: ${count} by role ${role}`)].join(
          '\n',
        ),
      );
    });

const pathOf = (id: string): string => `/v1/plans/${encodeURIComponent(id)}`;

async function ask(
  client: RestClient,
  method: 'GET' | 'POST',
  path: string,
  body?: string,
  more?: Record<string, string>,
): Promise<unknown> {
  return (await wanted(client.send(method, path, body, body === undefined ? undefined : 'application/json', more))).body;
}

const wanted = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  answer.catch((error: unknown) => {
    throw new InputError([(error as Error).message]);
  });

function print(answer: unknown, output: Common['output'], text: () => string = () => ''): void {
  const rendered =
    output === 'json' ? JSON.stringify(answer, null, 2) : output === 'yaml' ? stringify(answer, { lineWidth: 0 }).trimEnd() : text();
  process.stdout.write(rendered === '' ? '' : `${rendered}\n`);
  process.exitCode = OK;
}

const lineOf = ({ id, status, name, domain, outcome, steps, digest, requestedAt }: Summary): string =>
  [id, requestedAt, status.padEnd(10), outcome ?? '-', `${steps ?? '-'} steps`, domain ?? 'whole fleet', name, digest ?? '-'].join('  ');
