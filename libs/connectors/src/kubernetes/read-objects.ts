import type { SourceFault, SourceReport } from '@lockstep/fleet/domain';
import type { z } from 'zod';
import type { KubernetesApi } from './api/kubernetes-api.js';
import { concernsOneKind, KubernetesFailure } from './api/kubernetes-failure.js';
import type { Resource } from './api/resources.js';
import { type Metadata, named } from './shapes.js';

/** Whom a fault is about, and whom to ask. */
export interface Asking {
  readonly api: KubernetesApi;
  readonly subject: NonNullable<SourceFault['subject']>;
}

/** What was found of one kind, by a key. */
export class Found<Value> {
  constructor(
    private readonly values: ReadonlyMap<string, Value>,
    private readonly unreadable: ReadonlySet<string>,
    /** False: there may be others. */
    private readonly whole: boolean,
  ) {}

  /** Nothing of the kind was left out. */
  get isComplete(): boolean {
    return this.whole && this.unreadable.size === 0;
  }

  /** Null: there is none; undefined: it could not be read. */
  get(key: string): Value | null | undefined {
    if (this.unreadable.has(key)) return undefined;
    return this.values.get(key) ?? (this.whole ? null : undefined);
  }
}

/** How objects of one kind are read and kept. */
export interface Reading<Shape extends z.ZodType, Value> {
  readonly resource: Resource;
  readonly shape: Shape;
  /** Which of them to look at; without it all. */
  readonly only?: (metadata: Metadata) => boolean;
  readonly keyOf: (metadata: Metadata) => string;
  /** @returns what to keep under the key; undefined: nothing */
  readonly keep: (object: z.output<Shape>, before: Value | undefined) => Value | undefined;
  /** Undefined: all namespaces at once, or a kind without. */
  readonly namespaces?: readonly string[] | undefined;
  readonly labelSelector?: string;
}

/** So many objects of one kind are named one by one when they are wrong. */
const MOST_FAULTS = 100;

/** Reads all objects of a kind and keeps little of each. What is wrong with one, or with the kind, is a fault, and the others go on. */
export async function* gather<Shape extends z.ZodType, Value>(
  asking: Asking,
  reading: Reading<Shape, Value>,
): AsyncGenerator<SourceReport, Found<Value>> {
  const { resource, namespaces = [undefined] } = reading;
  const [values, unreadable, faults] = [new Map<string, Value>(), new Set<string>(), new Map<string, SourceFault>()];
  let whole = true;
  for (const namespace of namespaces) {
    let gathered = new Map<string, Value>();
    try {
      for await (const { items, restarted } of asking.api.list(resource, { namespace, labelSelector: reading.labelSelector })) {
        if (restarted) gathered = new Map();
        for (const [index, item] of items.entries()) {
          const read = readObject(asking, reading, item, index);
          if ('fault' in read) {
            if (read.key === null) whole = false;
            else unreadable.add(read.key);
            if (faults.size < MOST_FAULTS) faults.set(read.fault.place!, read.fault);
          } else if ('object' in read) {
            const kept = reading.keep(read.object, gathered.get(read.key));
            if (kept !== undefined) gathered.set(read.key, kept);
          }
        }
      }
    } catch (error) {
      if (!concernsOneKind(error)) throw error;
      whole = false;
      faults.set(error.place ?? '', faultOf(error, asking.subject));
    }
    for (const [key, value] of gathered) values.set(key, value);
  }
  for (const fault of faults.values()) yield { report: 'fault', fault };
  return new Found(values, unreadable, whole);
}

export type ObjectRead<Value> =
  /** None that is asked for. */
  | { readonly passed: true }
  | { readonly key: string; readonly object: Value }
  | { readonly key: string | null; readonly fault: SourceFault };

export function readObject<Shape extends z.ZodType>(
  { subject }: Pick<Asking, 'subject'>,
  { resource, shape, only, keyOf }: Pick<Reading<Shape, unknown>, 'resource' | 'shape' | 'only' | 'keyOf'>,
  item: unknown,
  index: number,
): ObjectRead<z.output<Shape>> {
  const wrong = (error: z.ZodError, name: string): SourceFault => {
    const { path, message } = error.issues[0]!;
    const place = `${name}, /${path.map(String).join('/')}`;
    return { code: 'wrong-shape', subject, place, detail: message };
  };
  const known = named.safeParse(item);
  if (!known.success) return { key: null, fault: wrong(known.error, `${resource.kind}, /items/${index}`) };
  const { metadata } = known.data;
  if (only && !only(metadata)) return { passed: true };
  const key = keyOf(metadata);
  const read = shape.safeParse(item);
  return read.success ? { key, object: read.data } : { key, fault: wrong(read.error, `${resource.kind} ${nameOf(metadata)}`) };
}

export const nameOf = ({ namespace, name }: Pick<Metadata, 'namespace' | 'name'>): string =>
  namespace === '' ? name : `${namespace}/${name}`;

/** One object by its name; null: it is not there; undefined: it could not be read, and the fault is reported. */
export async function* findObject<Shape extends z.ZodType>(
  asking: Asking,
  { resource, shape, namespace, name }: { resource: Resource; shape: Shape; namespace: string; name: string },
): AsyncGenerator<SourceReport, z.output<Shape> | null | undefined> {
  try {
    const found = await asking.api.find(resource, namespace, name);
    if (found === null) return null;
    const read = readObject(asking, { resource, shape, keyOf: nameOf }, found, 0);
    if ('object' in read) return read.object;
    if ('fault' in read) yield { report: 'fault', fault: read.fault };
  } catch (error) {
    if (!concernsOneKind(error)) throw error;
    yield { report: 'fault', fault: faultOf(error, asking.subject) };
  }
  return undefined;
}

export const faultOf = ({ code, place, detail }: KubernetesFailure, subject: SourceFault['subject']): SourceFault => ({
  code,
  subject,
  place,
  detail,
});
