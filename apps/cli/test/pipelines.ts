import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';

/** What a shell step is run with: in one folder, as one platform would run it. */
export interface Workspace {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Ran {
  /** Of the job: of the first step that failed, or 0. */
  readonly code: number;
  readonly output: string;
}

/** The job of a pipeline file: its shell steps, taken out of the file as they stand, in the order and under the conditions of its platform. */
export interface Pipeline {
  readonly file: string;
  run(workspace: Workspace): Promise<Ran>;
}

const read = (file: string): string => readFileSync(`docs/how-to/gates/${file}`, 'utf8');
const BASH = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'];

async function shell([command, ...args]: readonly string[], script: string, { folder, env }: Workspace): Promise<Ran> {
  const child = spawn(command!, [...args, script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output += piece.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

/** Of its own, as the file says; platforms fill in the rest. */
const withEnv = ({ folder, env }: Workspace, more: Readonly<Record<string, unknown>>): Workspace => ({
  folder,
  env: {
    ...env,
    ...Object.fromEntries(
      Object.entries(more).filter(([name, value]) => !(name in env) && typeof value === 'string') as [string, string][],
    ),
  },
});

interface GithubJob {
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly name?: string; readonly id?: string; readonly if?: string; readonly run?: string }[];
}

const github: Pipeline = {
  file: 'github-actions.yaml',
  async run(workspace) {
    const { jobs } = parse(read(this.file)) as { jobs: { step: GithubJob } };
    const outcomes: Record<string, string> = {};
    let code = 0;
    let output = '';
    for (const { id, if: condition, run } of jobs.step.steps) {
      if (run === undefined) continue;
      // The one condition that the file has, by hand: that what it names are steps is proved by the ids.
      const wanted =
        condition === undefined ? code === 0 : code !== 0 && outcomes['start'] === 'success' && outcomes['upgrade'] !== 'success';
      if (!wanted) continue;
      const ran = await shell(BASH, run, withEnv(workspace, jobs.step.env));
      output += ran.output;
      if (id !== undefined) outcomes[id] = ran.code === 0 ? 'success' : 'failure';
      code ||= ran.code;
    }
    return { code, output };
  },
};

const gitlab: Pipeline = {
  file: 'gitlab-ci.yaml',
  async run(workspace) {
    const job = (parse(read(this.file)) as Record<string, { script: string[]; after_script: string[]; variables: Record<string, string> }>)[
      'carry-out-a-step'
    ]!;
    const within = withEnv(workspace, job.variables);
    const ran = await shell(BASH, job.script.join('\n'), within);
    const after = await shell(BASH, job.after_script.join('\n'), within);
    return { code: ran.code, output: ran.output + after.output };
  },
};

interface Container {
  readonly command: readonly string[];
  readonly args: readonly [string];
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly data: Readonly<Record<string, string>>;
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [Container] } } };
}
const container = ({ command, args }: Container, workspace: Workspace) => shell(command, args[0], workspace);

const argoCd: Pipeline = {
  file: 'argo-cd.yaml',
  async run(workspace) {
    const documents = parseAllDocuments(read(this.file)).map((document) => document.toJS() as Manifest);
    const { data } = documents.find(({ kind }) => kind === 'ConfigMap')!;
    const hook = (phase: string) =>
      documents.find(({ kind, metadata }) => kind === 'Job' && metadata.annotations['argocd.argoproj.io/hook'] === phase)!;
    const within = withEnv({ ...workspace, env: { ...workspace.env, WORK: workspace.folder, KEYS: workspace.folder } }, data);
    const run = (phase: string) => container(hook(phase).spec.template.spec.containers[0], within);
    const before = await run('PreSync');
    // The sync itself, which is what moves the cluster.
    const sync = before.code === 0 ? await shell(BASH, './upgrade "$STEP"', within) : before;
    const after = await run(sync.code === 0 ? 'PostSync' : 'SyncFail');
    return { code: sync.code || after.code, output: before.output + sync.output + after.output };
  },
};

const argoWorkflow: Pipeline = {
  file: 'argo-workflow.yaml',
  async run(workspace) {
    const { spec } = parse(read(this.file)) as { spec: { templates: { name: string; container: Container }[] } };
    const within = { ...workspace, env: { ...workspace.env, WORK: workspace.folder, KEYS: workspace.folder } };
    const run = (name: string, more: Record<string, string> = {}) =>
      container(spec.templates.find((template) => template.name === name)!.container, { ...within, env: { ...within.env, ...more } });
    const gate = await run('gate');
    const upgrade = gate.code === 0 ? await run('upgrade') : gate;
    const report = await run('report', { PHASE: upgrade.code === 0 ? 'succeed' : 'fail' });
    return { code: upgrade.code || report.code, output: gate.output + upgrade.output + report.output };
  },
};

export const PIPELINES: readonly Pipeline[] = [github, gitlab, argoCd, argoWorkflow];
