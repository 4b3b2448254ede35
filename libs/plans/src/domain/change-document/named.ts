import type { Named } from './change-document.js';

/** The number of different things, and the first of them by text order. */
export function named(ids: Iterable<string>, most: number): Named {
  const all = new Set(ids);
  const names: string[] = [];
  // By UTF-16 code units, as `compareTexts` does it. Few of many are kept: to sort all takes several times as long.
  for (const id of all) {
    if (names.length === most && id >= names[most - 1]!) continue;
    let place = names.length;
    while (place > 0 && id < names[place - 1]!) place -= 1;
    names.splice(place, 0, id);
    if (names.length > most) names.pop();
  }
  return { count: all.size, names };
}

/** Puts a thing into the list of its key. */
export function gather<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
