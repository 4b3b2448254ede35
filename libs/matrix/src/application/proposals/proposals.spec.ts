import { describe, expect, it } from 'vitest';
import { proposalMatrix } from '../../../fixtures/proposal-matrix.js';
import { MemoryMatrixRecord } from '../../../test/memory-matrix-record.js';
import { MemoryProposalRecord } from '../../../test/memory-proposal-record.js';
import type { LearnedFact } from '../../domain/index.js';
import { type Judging, judgePair } from '../../domain/index.js';
import { MatrixRevisions } from '../matrix-revisions.js';
import { PublishRevision } from '../publish-revision.use-case.js';
import { DecideProposal } from './decide-proposal.use-case.js';
import { ProposeAdditions } from './propose-additions.use-case.js';
import { ReadProposals } from './read-proposals.use-case.js';

const day = '2026-11-23';
const pair = (adapter: string, nsx: string): LearnedFact => ({
  fact: 'running-pair',
  versions: { 'antrea-nsx-adapter': adapter, nsx },
  place: 'cluster sup-1/shop/web',
});
const bundle: LearnedFact = {
  fact: 'release',
  component: 'vkr',
  version: 'v1.34.1+vmware.1-vkr.2',
  bundle: { antrea: '2.4.0' },
  place: 'KubernetesRelease v1.34.1---vmware.1-vkr.2, spec.bootstrapPackages',
};

async function setUp(published = true) {
  const matrix = new MemoryMatrixRecord();
  const publishing = new PublishRevision(matrix);
  if (published) await publishing.execute({ documents: [proposalMatrix()], author: 'token:editor' });
  const record = new MemoryProposalRecord(matrix);
  const revisions = new MatrixRevisions(matrix);
  const propose = (supervisor: string, facts: readonly LearnedFact[]) =>
    new ProposeAdditions(record, revisions).execute({
      source: { id: `supervisor ${supervisor}`, title: `Supervisor ${supervisor}` },
      day,
      facts,
      actor: 'source:vc',
    });
  const proposals = async () => (await new ReadProposals(record, revisions).list({ limit: 10 }, day)).proposals;
  const decide = new DecideProposal(record, revisions);
  const accept = async (id: string, more: { version?: number; revision?: string } = {}) =>
    decide.accept({
      id,
      version: 1,
      revision: matrix.publications.at(-1)!.digest,
      author: 'token:editor',
      reason: 'looks right',
      day,
      ...more,
    });
  return { matrix, publishing, record, revisions, propose, proposals, decide, accept };
}

describe('proposing', () => {
  it('records what the matrix is silent about, once, however often it is seen', async () => {
    const { propose, proposals } = await setUp();
    expect(await propose('a', [bundle, pair('1.4.0', '9.0.2.0'), pair('1.3.0', '4.2.1.0')])).toMatchObject({ proposed: 2, said: 1 });
    expect(await propose('a', [bundle, pair('1.4.0', '9.0.2.0')])).toMatchObject({ proposed: 0, known: 2 });
    expect(await proposals()).toHaveLength(2);
  });

  it('makes one proposal with ten sources of what ten Supervisors tell', async () => {
    const { propose, proposals } = await setUp();
    for (let index = 0; index < 10; index++) await propose(`s${index}`, [bundle]);
    const [proposal, ...others] = await proposals();
    expect(others).toEqual([]);
    expect(proposal!.sources.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => `supervisor s${index}`));
  });

  it('shows what contradicts the matrix as such', async () => {
    const { propose, proposals } = await setUp();
    await propose('a', [pair('1.3.0', '9.1.0.0')]);
    expect(await proposals()).toMatchObject([{ standing: { standing: 'conflict', detail: 'statement bad rejects the pair' } }]);
  });

  it('leaves out what cannot be read, and says why', async () => {
    const { propose, proposals } = await setUp();
    expect(await propose('a', [pair('?', '9.1.0.0')])).toMatchObject({ proposed: 0, unreadable: [{ place: 'cluster sup-1/shop/web' }] });
    const hostile = { ...bundle, place: 'KubernetesRelease \u0000' };
    expect(await propose('a', [hostile])).toMatchObject({
      proposed: 0,
      unreadable: [{ detail: expect.stringContaining('control characters') }],
    });
    expect(await proposals()).toEqual([]);
  });

  it('does nothing while no matrix is published', async () => {
    const { propose, proposals } = await setUp(false);
    expect(await propose('a', [bundle])).toMatchObject({ proposed: 0 });
    expect(await proposals()).toEqual([]);
  });

  it('changes nothing that the matrix says', async () => {
    const { propose, matrix } = await setUp();
    await propose('a', [bundle, pair('1.4.0', '9.0.2.0')]);
    expect(matrix.publications).toHaveLength(1);
  });
});

describe('accepting', () => {
  it('publishes the matrix with the addition, at evidence observed and with every source', async () => {
    const { propose, proposals, accept, revisions, matrix } = await setUp();
    for (const supervisor of ['a', 'b']) await propose(supervisor, [pair('1.4.0', '9.0.2.0')]);
    const { id } = (await proposals())[0]!;
    expect(await accept(id, { version: 2 })).toMatchObject({
      outcome: 'accepted',
      publication: { number: 2, name: 'base', reason: 'looks right' },
    });
    const current = (await revisions.findCurrent())!.matrix;
    const version = (component: string, text: string) => {
      const read = current.readVersion(component, text);
      return read.ok ? read.value : null;
    };
    const judged = (evidence: 'operator' | 'observed') =>
      judgePair(
        current,
        { day, policy: { evidence, acceptUntested: false, mixedWindow: 'comoved', waivers: [] } },
        'antrea-nsx-adapter',
        version('antrea-nsx-adapter', '1.4.0'),
        'nsx',
        version('nsx', '9.0.2.0'),
      );
    expect(judged('observed')).toMatchObject({ verdict: 'validated', statement: { sources: [expect.anything(), expect.anything()] } });
    // A policy that asks for more than having seen it run is not moved by it.
    expect(judged('operator')).toMatchObject({ verdict: 'unknown', inside: false });
    expect(await proposals()).toMatchObject([
      { decision: { state: 'accepted', revision: matrix.publications[1]!.digest }, decidedBy: 'token:editor' },
    ]);
  });

  it('takes nothing away where silence means allow', async () => {
    const { propose, proposals, accept, publishing, revisions } = await setUp();
    await publishing.execute({
      documents: [proposalMatrix({ relations: [{ between: ['antrea', 'vkr'], unknown: 'allow' }] })],
      author: 'x',
    });
    const constraint = {
      fact: 'constraint',
      of: { component: 'antrea', version: '2.4.0' },
      needs: { component: 'vkr', range: '>=1.34' },
      place: 'x',
    } as const;
    await propose('a', [constraint]);
    expect(await accept((await proposals())[0]!.id)).toMatchObject({ outcome: 'accepted' });
    const { matrix } = (await revisions.findCurrent())!;
    const [antrea, vkr] = [matrix.readVersion('antrea', '2.4.0'), matrix.readVersion('vkr', 'v1.34.1+vmware.1-vkr.2')];
    if (!antrea.ok || !vkr.ok) throw new Error('must be versions');
    for (const evidence of ['operator', 'observed'] as const) {
      const judging: Judging = { day, policy: { evidence, acceptUntested: false, mixedWindow: 'comoved', waivers: [] } };
      expect(judgePair(matrix, judging, 'antrea', antrea.value, 'vkr', vkr.value).inside, evidence).toBe(true);
    }
  });

  it('adds to a listed release what it bundles', async () => {
    const { propose, proposals, accept, revisions } = await setUp();
    await propose('a', [bundle]);
    await accept((await proposals())[0]!.id);
    const current = (await revisions.findCurrent())!.matrix;
    const release = current.releases('vkr').find(({ version }) => version.text === 'v1.34.1+vmware.1-vkr.2');
    expect(release?.bundle.get('antrea')?.text).toBe('2.4.0');
  });

  it('is refused on another matrix or proposal than the editor saw', async () => {
    const { propose, proposals, accept, publishing } = await setUp();
    await propose('a', [bundle]);
    const { id } = (await proposals())[0]!;
    expect(await accept(id, { version: 0 })).toEqual({ outcome: 'stale' });
    const [before] = [(await publishing.execute({ documents: [proposalMatrix()], author: 'x' })) as { publication: { digest: string } }];
    await publishing.execute({ documents: [proposalMatrix({ statements: [] })], author: 'x' });
    expect(await accept(id, { revision: before.publication.digest })).toEqual({ outcome: 'stale' });
    expect(await accept('0'.repeat(32))).toEqual({ outcome: 'absent' });
  });

  it('is refused when another revision is published while it is accepted, be it before or after the last look', async () => {
    const { propose, proposals, accept, publishing, matrix } = await setUp();
    await propose('a', [bundle]);
    const { id } = (await proposals())[0]!;
    const publish = async (name: string) => {
      const sources = [{ id: name, title: name, confidence: 'operator' }];
      await publishing.execute({ documents: [proposalMatrix({ sources })], author: 'x' });
    };
    matrix.beforeNextAppend = () => publish('before-the-append');
    expect(await accept(id)).toEqual({ outcome: 'stale' });
    const findHead = matrix.findHead.bind(matrix);
    let looks = 0;
    matrix.findHead = async () => {
      const head = await findHead();
      if (++looks === 1) await publish('after-the-first-look');
      return head;
    };
    expect(await accept(id)).toEqual({ outcome: 'stale' });
    expect(matrix.publications).toHaveLength(3);
    expect(await proposals()).toMatchObject([{ decision: { state: 'open' } }]);
  });

  it('is refused while the matrix says otherwise, and when it says so already', async () => {
    const { propose, proposals, accept, publishing } = await setUp();
    await propose('a', [pair('1.3.0', '9.1.0.0'), bundle]);
    const all = await proposals();
    const conflicting = all.find(({ addition }) => addition.addition === 'running-pair')!.id;
    expect(await accept(conflicting)).toMatchObject({ outcome: 'conflict', standing: { standing: 'conflict' } });
    const listed = { releases: [{ component: 'vkr', version: 'v1.34.1+vmware.1-vkr.2', bundle: { antrea: '2.4.0' } }] };
    await publishing.execute({ documents: [proposalMatrix(listed)], author: 'x' });
    const release = all.find(({ addition }) => addition.addition === 'release')!.id;
    expect(await accept(release)).toMatchObject({ outcome: 'conflict', standing: { standing: 'said' } });
  });

  it('decides once', async () => {
    const { propose, proposals, accept, decide } = await setUp();
    await propose('a', [bundle]);
    const { id } = (await proposals())[0]!;
    expect(await decide.refuse({ id, version: 1, author: 'token:editor', reason: 'lab only' })).toEqual({ outcome: 'refused' });
    expect(await accept(id, { version: 2 })).toMatchObject({ outcome: 'decided', decision: { state: 'refused', reason: 'lab only' } });
    await propose('b', [bundle]);
    expect(await proposals()).toMatchObject([
      { decision: { state: 'refused' }, sources: [{ id: 'supervisor a' }, { id: 'supervisor b' }] },
    ]);
  });
});
