import { type SeededRandom, seededRandom } from '@lockstep/kernel';

/** Draws that belong to one thing alone, so that a thing added to a world changes no other. */
export function drawsFor(seed: number, thing: string): SeededRandom {
  // FNV-1a
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < thing.length; i++) hash = Math.imul(hash ^ thing.charCodeAt(i), 0x01000193) >>> 0;
  return seededRandom(hash);
}

/** A version 4 UUID of that thing. */
export function uuidOf(seed: number, thing: string): string {
  const draws = drawsFor(seed, thing);
  const hex = (digits: number) => Array.from({ length: digits }, () => draws.int(16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${draws.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`;
}

const LETTERS = [...'bcdfghjklmnpqrstvwxz2456789'];

/** A suffix as Kubernetes puts to the names of what it generates. */
export function suffixOf(seed: number, thing: string, letters = 5): string {
  const draws = drawsFor(seed, thing);
  return Array.from({ length: letters }, () => draws.pick(LETTERS)).join('');
}
