import { DataSource, EntitySchema, MoreThan } from 'typeorm';
import type { Contender } from './contender.js';

interface Row {
  position: string;
  stream: string;
  id: string;
  type: string;
  data: unknown;
  recordedAt: Date;
}

const entity = new EntitySchema<Row>({
  name: 'event',
  columns: {
    position: { type: 'bigint', primary: true, generated: 'increment' },
    stream: { type: 'text' },
    id: { type: 'uuid', unique: true },
    type: { type: 'text' },
    data: { type: 'jsonb' },
    recordedAt: { type: 'timestamptz', createDate: true },
  },
  indices: [{ columns: ['stream', 'position'] }],
});

/** What one would write first: an entity and `save()`. Promises as little as the plain INSERT. */
export async function openTypeormSave(url: string): Promise<Contender> {
  const source = await new DataSource({ type: 'postgres', url, entities: [entity], synchronize: true, poolSize: 10 }).initialize();
  const events = source.getRepository(entity);
  return {
    name: 'TypeORM save()',
    append: (stream, own) =>
      events.save(
        own.map((event) => ({ ...event, stream })),
        { reload: false },
      ),
    readStream: async (stream) => (await events.find({ where: { stream }, order: { position: 'asc' } })).length,
    readAll: async (limit) => {
      let [read, after] = [0, '0'];
      while (read < limit) {
        const page = await events.find({ where: { position: MoreThan(after) }, order: { position: 'asc' }, take: 1_000 });
        if (page.length === 0) break;
        read += page.length;
        after = page.at(-1)!.position;
      }
      return read;
    },
    close: () => source.destroy(),
  };
}
