import { beginning, MemoryEventStore } from '@lockstep/event-store';
import { asNewEvent, goldenEvents, recordedEventTypes } from '@lockstep/testing/events';
import { describe, expect, it } from 'vitest';
import { followedEventTypes } from '../../application/followed-event-types.js';
import { chosenTypes, followedEvents, ping, publicEventTypes, publish } from './catalogue.js';
import { cloudEventSchema, renderCloudEvent } from './render-cloud-event.js';

async function publishGolden(file: string) {
  const golden = goldenEvents.get(file)!;
  const store = new MemoryEventStore();
  await store.append(golden.stream, 0, [asNewEvent(golden)]);
  const { events } = await store.readAll(beginning, 1);
  return publish(followedEventTypes.read(events)[0]!);
}

const published = [...goldenEvents].filter(([, { type }]) => followedEvents.types.includes(type)).map(([file]) => file);

describe('the catalogue', () => {
  it('publishes only events that are on record, from the streams that they stand in', () => {
    for (const { recorded } of publicEventTypes) {
      if (recorded === null) continue;
      expect(recordedEventTypes.newest.has(recorded.type)).toBe(true);
      const golden = [...goldenEvents.values()].filter(({ type }) => type === recorded.type);
      expect({ type: recorded.type, found: golden.length > 0 }).toEqual({ type: recorded.type, found: true });
      for (const { stream } of golden) expect(stream.startsWith(recorded.streams)).toBe(true);
      expect(followedEventTypes.newest.has(recorded.type)).toBe(true);
    }
  });

  it('names each type once, with its version', () => {
    const types = publicEventTypes.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) expect(type).toMatch(/^dev\.lockstep\.[a-z-]+\.[a-z-]+\.v\d+$/);
    expect(chosenTypes).not.toContain('dev.lockstep.webhook.ping.v1');
  });

  it.each(published)('tells of %s what its schema says, and nothing that says from where or with which secret', async (file) => {
    const message = await publishGolden(file);
    const { schema, type } = publicEventTypes.find((one) => one.type === message?.type)!;
    expect(schema.strict().parse(message!.data)).toEqual(message!.data);
    expect(
      cloudEventSchema(publicEventTypes.find((one) => one.type === type)!)
        .strict()
        .parse(JSON.parse(renderCloudEvent(message!))),
    ).toMatchObject({
      specversion: '1.0',
      type,
      subject: goldenEvents.get(file)!.stream,
      sequence: String(message!.position),
    });
    const text = renderCloudEvent(message!);
    for (const hidden of ['192.0.2.7', 'userAgent', 'address', 'hooks.example.com', 'whsec_']) expect(text).not.toContain(hidden);
  });

  it('tells of a plan which one it is, so that its upgrade domain can be found', async () => {
    expect(await publishGolden('PlanComputed.v1.json')).toMatchObject({
      type: 'dev.lockstep.plan.computed.v1',
      data: { plan: '01a20700000070008000000000000001', outcome: 'planned', steps: 3, optimal: true },
      about: { plan: '01a20700000070008000000000000001' },
    });
    expect(await publishGolden('SignoffGiven.v1.json')).toMatchObject({ about: { plan: '7f0c3c1e-5a52-4a1e-9c51-0d5a9f6f2b10' } });
  });

  it('tells that a change system has spoken, and not who spoke there', () => {
    const by = 'change:board/CHG1 by Ada Example';
    const message = publish({
      id: 'e1',
      stream: 'approval-p1',
      type: 'SignoffGiven',
      position: 1,
      observedAt: '2026-01-01T00:00:00Z',
      recordedAt: '2026-01-01T00:00:00Z',
      actor: by,
      data: { digest: 'sha256:a', by, roles: ['approver'], at: '2026-01-01T00:00:00Z' },
    });
    expect(message).toMatchObject({ actor: 'change:board/CHG1', data: { by: 'change:board/CHG1' } });
    expect(JSON.stringify(message)).not.toContain('Ada');
  });

  it('tells of older events in the newest shape', async () => {
    expect(await publishGolden('PlanRequested.v1.json')).toMatchObject({ data: { hypothetical: false, parent: null } });
  });

  it('says nothing of events that are not in it', async () => {
    expect(await publishGolden('ClusterVersionObserved.v1.json')).toBeUndefined();
    expect(await publishGolden('WebhookCreated.v1.json')).toBeUndefined();
  });

  it('sends pings without a place in the record', () => {
    const body = JSON.parse(renderCloudEvent(ping('p1', 'tickets', 'token:a', '2026-01-01T00:00:00.000Z'))) as object;
    expect(body).toMatchObject({ id: 'p1', type: 'dev.lockstep.webhook.ping.v1', data: { webhook: 'tickets', by: 'token:a' } });
    expect(body).not.toHaveProperty('sequence');
  });
});
