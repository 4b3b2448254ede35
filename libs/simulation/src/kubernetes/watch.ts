import type { HttpAnswer } from '../serve/http-answer.js';
import type { World } from '../world/world.js';
import { type KubeItem, type KubeObject, type KubeResource, wholeObject } from './kube-resource.js';

/**
 * Tells of what is there (unless a resourceVersion says that the caller knows), and of every difference from then on. A resourceVersion that the world has
 * moved on from since is too old: nothing of what it passed through is kept.
 */
export function watchStream(
  world: World,
  resource: KubeResource,
  version: string,
  items: () => readonly KubeItem[],
  query: URLSearchParams,
): HttpAnswer {
  const since = query.get('resourceVersion') ?? '';
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    stream: (send, closed) => {
      const tell = (type: string, object: unknown) => send(`${JSON.stringify({ type, object })}\n`);
      if (since !== '' && since !== '0' && Number(since) < world.position) {
        tell('ERROR', {
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          reason: 'Expired',
          code: 410,
          message: 'too old resource version',
        });
        return;
      }
      let known = new Map<string, KubeObject>();
      let last = Promise.resolve();
      const compare = async (silent: boolean): Promise<void> => {
        const seen = new Map<string, KubeObject>();
        for (const item of items()) {
          const key = `${item.namespace ?? ''}/${item.name}`;
          const object = await wholeObject(resource, version, item, 0);
          const before = known.get(key);
          seen.set(key, object);
          if (silent || (before && JSON.stringify(before) === JSON.stringify(object))) continue;
          tell(before ? 'MODIFIED' : 'ADDED', await wholeObject(resource, version, item, world.position));
        }
        if (!silent) for (const [key, object] of known) if (!seen.has(key)) tell('DELETED', object);
        known = seen;
      };
      const queue = (silent: boolean) => (last = last.then(() => (closed.aborted ? undefined : compare(silent))));
      void queue(since !== '' && since !== '0');
      const stop = world.onChange(() => void queue(false));
      closed.addEventListener('abort', stop, { once: true });
    },
  };
}
