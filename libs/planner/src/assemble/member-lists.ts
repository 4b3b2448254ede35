import type { FleetNode } from '../model/fleet-tree.js';

type Ids = readonly string[];

/** Lists of the members of nodes, in text order. Those that were put together before are the very same lists; it is a plan that keeps them in memory. */
export class MemberLists {
  /** By the members of the first node: those of all nodes, and the list. */
  private readonly known = new WeakMap<Ids, { readonly parts: readonly Ids[]; readonly list: string[] }>();

  /** Never changes, so that who meets it again knows what it says. */
  of(nodes: readonly FleetNode[]): string[] {
    if (nodes.length === 0) return [];
    const key = nodes[0]!.members;
    const known = this.known.get(key);
    if (known?.parts.length === nodes.length && nodes.every(({ members }, index) => members === known.parts[index])) return known.list;
    const list: string[] = [];
    for (const { members } of nodes) for (const id of members) list.push(id);
    // The order of UTF-16 code units, as `compareTexts` has it; without a comparison to call it is several times faster.
    if (nodes.length > 1) list.sort();
    Object.freeze(list);
    this.known.set(key, { parts: nodes.map(({ members }) => members), list });
    return list;
  }
}

export const countMembers = (nodes: readonly FleetNode[]): number => nodes.reduce((sum, { members }) => sum + members.length, 0);
