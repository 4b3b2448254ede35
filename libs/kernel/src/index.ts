export { type Parsed, parsed, unparsable } from './parsed.js';
export { canonicalJson } from './canonical-json.js';
export { type Digest, digestOf, digestOfText } from './digest.js';
export { DigestWriter } from './digest-writer.js';
export { DigestSoFar } from './digest-so-far.js';
export { type Scheme, type SuffixToken, type Version, SCHEMES, parsePartialVersion, parseVersion } from './versions/version.js';
export { compareToPrefix, compareVersions, isNewer, isSameRelease, minorStep } from './versions/order.js';
export { type Range, parseRange, satisfies } from './versions/range.js';
export { compareTexts } from './order.js';
