/** What NSX calls a release: four fields. Node and product builds of one release differ, and some answers have a field more. */
const FIELDS = 4;
/** Builds have eight digits, the longest fields (`0200`) four. */
const BUILD = /[.-]\d{7,}$/;
const VERSION = /^\d{1,6}(\.\d{1,15})+(-\d{7,15})?$/;

/**
 * The release of a version text of NSX: `9.0.2.0` of `9.0.2.0.25150386`, of `9.0.2.0.0.25150386` and of `9.0.2.0-25150386`. Fields after the fourth are
 * dropped only where they say nothing; `9.1.0.0200` keeps its zeros. Null: not a version.
 */
export function releaseOf(text: string): string | null {
  if (!VERSION.test(text)) return null;
  const fields = text.replace(BUILD, '').split('.');
  if (fields.length < 2) return null;
  while (fields.length > FIELDS && /^0+$/.test(fields.at(-1)!)) fields.pop();
  return fields.join('.');
}
