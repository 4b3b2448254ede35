import { API_VERSION, type CompatibilityMatrix, type Located, readValue } from '@lockstep/documents';
import { describe, expect, it } from 'vitest';
import { MemoryMatrixRecord } from '../../test/memory-matrix-record.js';
import { diffRevisions } from './diff-revisions.js';
import { MatrixRevisions } from './matrix-revisions.js';
import { type PublicationOrder, PublishRevision, publicationOf } from './publish-revision.use-case.js';

const document = (name: string, spec: object): Located<CompatibilityMatrix> => {
  const located = readValue(
    'CompatibilityMatrix',
    { apiVersion: API_VERSION, kind: 'CompatibilityMatrix', metadata: { name }, spec },
    name,
  );
  if (Array.isArray(located)) throw new Error(JSON.stringify(located));
  return located;
};
const nsx = { id: 'nsx', scope: 'nsxManager', versioning: 'dotted' };
const base = document('base', { components: [nsx], releases: [{ component: 'nsx', version: '4.2.1' }] });
const overlay = document('overlay', { releases: [{ component: 'nsx', version: '9.0.1' }] });
const broken = document('broken', {
  releases: [
    { component: 'nsx', version: 'four' },
    { component: 'edge', version: '1' },
  ],
});

const setUp = () => {
  const record = new MemoryMatrixRecord();
  const publish = (documents: PublicationOrder['documents'], more: Partial<PublicationOrder> = {}) =>
    new PublishRevision(record).execute({ documents, author: 'token:t', ...more });
  return { record, publish, revisions: new MatrixRevisions(record) };
};

describe('publishing', () => {
  it('appends one event with the composed document, its parts and no parent', async () => {
    const { record, publish } = setUp();
    const outcome = await publish([base, overlay], { name: 'lab', reason: 'first try' });
    const [event] = await record.events.readStream('matrix');
    expect(outcome).toMatchObject({
      outcome: 'published',
      publication: { number: 1, parent: null, name: 'lab', reason: 'first try', author: 'token:t' },
    });
    expect(event).toMatchObject({
      type: 'MatrixRevisionPublished',
      actor: 'token:t',
      data: { parts: [{ name: 'base' }, { name: 'overlay' }], document: { metadata: { name: 'lab' } } },
    });
    expect(publicationOf(event as never)).toEqual(record.publications[0]);
  });

  it('answers the same content with the revision that is current, whatever it is called and however it was cut', async () => {
    const { record, publish } = setUp();
    const first = await publish([base, overlay], { name: 'lab' });
    const whole = document('whole', {
      components: [nsx],
      releases: [
        { component: 'nsx', version: '9.0.1' },
        { component: 'nsx', version: '4.2.1' },
      ],
    });
    expect(await publish([whole], { author: 'token:other' })).toEqual({
      outcome: 'unchanged',
      publication: (first as { publication: unknown }).publication,
    });
    expect(await record.events.readStream('matrix')).toHaveLength(1);
  });

  it('records the revision that was current as the parent, also when an old one comes back', async () => {
    const { record, publish } = setUp();
    await publish([base]);
    await publish([base, overlay]);
    expect(await publish([base])).toMatchObject({
      outcome: 'published',
      publication: { number: 3, digest: record.publications[0]!.digest, parent: record.publications[1]!.digest },
    });
  });

  it('refuses a revision whole, with the problems of all its documents, and writes nothing', async () => {
    const { record, publish } = setUp();
    const outcome = await publish([base, broken]);
    expect(outcome).toMatchObject({
      outcome: 'invalid',
      problems: [{ path: 'spec.releases[0].version' }, { path: 'spec.releases[1].component' }],
    });
    expect(await record.events.readStream('matrix')).toEqual([]);
    expect(record.publications).toEqual([]);
  });

  it('decides again when another revision was published in between', async () => {
    const { record, publish } = setUp();
    record.beforeNextAppend = async () => void (await publish([base, overlay]));
    expect(await publish([base])).toMatchObject({
      outcome: 'published',
      publication: { number: 2, parent: record.publications[0]!.digest },
    });
  });

  it('finds the content current already when another published the same in between', async () => {
    const { record, publish } = setUp();
    record.beforeNextAppend = async () => void (await publish([base]));
    expect(await publish([base])).toMatchObject({ outcome: 'unchanged', publication: { number: 1 } });
    expect(record.publications).toHaveLength(1);
  });
});

describe('reading revisions', () => {
  it('compiles a revision once, and remembers its parts', async () => {
    const { record, publish, revisions } = setUp();
    await publish([base, overlay]);
    const current = await revisions.findCurrent();
    expect(current?.parts.map(({ name }) => name)).toEqual(['base', 'overlay']);
    expect(current?.matrix.releases('nsx').map(({ version }) => version.text)).toEqual(['4.2.1', '9.0.1']);
    expect(await revisions.find(current!.digest)).toBe(current);
    expect(record.reads).toBe(1);
  });

  it('does not remember that a revision was not there', async () => {
    const { publish, revisions } = setUp();
    const elsewhere = setUp();
    await elsewhere.publish([base]);
    const wanted = elsewhere.record.publications[0]!.digest;
    expect(await revisions.find(wanted)).toBeUndefined();
    await publish([base]);
    expect(await revisions.find(wanted)).toBeDefined();
  });

  it('throws when the stored content is no longer what the digest says', async () => {
    const { record, publish, revisions } = setUp();
    await publish([base]);
    record.documents.set(record.publications[0]!.digest, overlayed());
    await expect(revisions.findCurrent()).rejects.toThrow('the content must have this digest');
  });

  it('pages from the newest on, and the pages stay as they are when more is published', async () => {
    const { publish, revisions } = setUp();
    for (const documents of [[base], [base, overlay], [base]]) await publish(documents);
    const first = await revisions.list({ limit: 2 });
    await publish([base, overlay]);
    const second = await revisions.list({ limit: 2, before: first.next! });
    expect([...first.publications, ...second.publications].map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(second.next).toBeNull();
  });

  it('tells entry by entry what differs', async () => {
    const validate = (documents: PublicationOrder['documents']) => {
      const outcome = new PublishRevision(new MemoryMatrixRecord()).validate({ documents });
      if (outcome.outcome === 'invalid') throw new Error('must be valid');
      return outcome.revision;
    };
    const dated = document('dated', { releases: [{ component: 'nsx', version: '4.2.1', released: '2025-01-01' }] });
    expect(diffRevisions(validate([base, overlay]), validate([base, dated]))).toEqual([
      expect.objectContaining({ list: 'releases', key: 'nsx 4.2.1', before: { component: 'nsx', version: '4.2.1', sources: [] } }),
      expect.objectContaining({ list: 'releases', key: 'nsx 9.0.1', after: null }),
    ]);
  });
});

const overlayed = (): CompatibilityMatrix => document('other', { components: [nsx] }).document;
