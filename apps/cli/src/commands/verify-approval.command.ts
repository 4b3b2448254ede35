import {
  type ApprovalPayload,
  type ApprovalVerification,
  judgeGivenPlan,
  MOST_FILE_BYTES,
  readTrustedKeys,
  verifyApprovalFile,
} from '@lockstep/approvals/approval-file';
import { type ReadDocuments, renderProblem, valueSource } from '@lockstep/documents';
import { fleetProblems, goalProblems } from '@lockstep/planner';
import { verifyPlan } from '@lockstep/planner/checks';
import { Command, InvalidArgumentError, Option } from 'commander';
import { OK, REFUSED } from '../exit-codes.js';
import { composedMatrix, InputError, readInput, refuse, theOnly } from '../input.js';
import { outputOption } from '../options.js';
import { type ApprovalFinding, type ApprovalReport, renderApprovalReport, reportOf } from './verify-approval/approval-report.js';
import { readBounded } from './verify-approval/read-bounded.js';

interface Options {
  readonly file: string;
  readonly keys: string;
  readonly plan?: string;
  readonly digest?: string;
  readonly matrix: string[];
  readonly fleet?: string;
  readonly at?: number;
  readonly output: 'json' | 'text';
}

const MOST_KEY_BYTES = 1024 * 1024;

export const verifyApprovalCommand = (): Command =>
  new Command('verify-approval')
    .description('verify the signed approval of a plan without asking the service; exit 0 valid, 2 refused, 1 bad input')
    .requiredOption('-f, --file <file>', 'the approval, from GET /v1/plans/{id}/approval, or - for standard input')
    .requiredOption('--keys <file>', 'JWK Set of the keys that are trusted, from where it was kept')
    .option('--plan <file>', 'the plan that is to be carried out: it must be the approved one')
    .option('--digest <digest>', 'of the plan that is to be carried out: it must be the approved one')
    .addOption(
      new Option('--matrix <path>', 'matrix that the plan was made with, to prove it again; may be repeated, or a folder')
        .argParser(((value: string, earlier: string[]) => [...earlier, value]) as never)
        .default([], 'none'),
    )
    .option('--fleet <file>', 'fleet that the plan was made for, to prove it again')
    .addOption(new Option('--at <time>', 'judge as of this time, RFC 3339; left out: now').argParser(readTime))
    .addOption(outputOption(['json', 'text'], 'text'))
    .addHelpText('after', '\nExample:\n  lockstep verify-approval -f approval.json --keys approval-keys.json --plan plan.yaml')
    .action(async (options: Options) => {
      const report = await verify(options);
      process.stdout.write(options.output === 'json' ? `${JSON.stringify(report, null, 2)}\n` : renderApprovalReport(report));
      process.exitCode = report.verdict === 'valid' ? OK : REFUSED;
    });

async function verify(options: Options): Promise<ApprovalReport> {
  if ((options.fleet === undefined) !== (options.matrix.length === 0))
    throw new InputError(['--matrix, --fleet; must be given together: a plan is proven over both; found one of them']);
  const trusted = await readTrustedKeys(readBounded(options.keys, MOST_KEY_BYTES));
  if (!trusted.ok) throw new InputError([`${options.keys}; ${trusted.problem}`]);
  const at = options.at ?? Date.now();
  const found = await verifyApprovalFile(readBounded(options.file, MOST_FILE_BYTES), trusted.keys, at);
  if (found.outcome === 'unreadable') throw new InputError([`${options.file}; ${found.problem}`]);
  return judge(found, at, options);
}

function judge(
  found: Exclude<ApprovalVerification, { readonly outcome: 'unreadable' }>,
  at: number,
  { plan, digest, matrix, fleet }: Options,
): ApprovalReport {
  const given = plan === undefined ? undefined : theOnly(readInput([plan]), 'UpgradePlan').document;
  const inputs = fleet === undefined ? undefined : readInput([...matrix, fleet]);
  const { payload } = found;
  const refusals: ApprovalFinding['refusals'][number][] = found.outcome === 'refused' ? [...found.refusals] : [];
  if (payload !== null && given !== undefined) refusals.push(...judgeGivenPlan(payload, given));
  if (payload !== null && digest !== undefined && digest !== payload.plan.digest)
    refusals.push({ reason: 'other-plan', detail: `--digest; must be the approved plan, ${payload.plan.digest}; found ${digest}` });
  const proof = payload === null || inputs === undefined ? 'not-asked' : prove(payload, inputs);
  if (typeof proof === 'object') refusals.push(...proof.map((detail) => ({ reason: 'refuted', detail })));
  return reportOf({
    refusals,
    at,
    approval: payload,
    signedBy: found.payload === null ? [] : found.signedBy,
    unknownKeys: found.payload === null ? [] : found.unknown,
    compared: payload !== null && (given ?? digest) !== undefined,
    proof: typeof proof === 'object' ? 'refuted' : proof,
  });
}

/** Replays the plan inside of the approval, for its own goal. What refutes it, or nothing. */
function prove({ plan, goal }: ApprovalPayload, documents: ReadDocuments): 'proven' | readonly string[] {
  const matrix = composedMatrix(documents);
  const fleet = theOnly(documents, 'FleetSnapshot');
  refuse(fleetProblems(matrix.matrix, fleet));
  const wanted = goalProblems(matrix.matrix, fleet.document, {
    document: goal.document,
    source: valueSource(goal.document, 'goal of the approval'),
  });
  if (wanted.length > 0) return wanted.map(renderProblem);
  const proof = verifyPlan({ matrix, fleet: fleet.document, goal: goal.document, plan: plan.document });
  return proof.outcome === 'proven' ? 'proven' : proof.refutations.map(({ message }) => message);
}

function readTime(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('It must be a time such as 2026-11-23T14:00:00Z.');
  return at;
}
