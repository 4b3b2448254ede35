// Checks an export of the Lockstep record. Needs this folder and Node 18 or newer, nothing of Lockstep. README.md tells what is checked and why.
//   node verify.mjs [--key <verifier key>]... [--checkpoint <file>]... [folder]
// Exit code 0: intact; 2: broken; 1: not an export.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import path from 'node:path';

const given = { key: [], checkpoint: [], folder: path.dirname(new URL(import.meta.url).pathname) };
const args = process.argv.slice(2);
while (args.length > 0) {
  const word = args.shift();
  if (word === '--key' || word === '--checkpoint') given[word.slice(2)].push(args.shift());
  else given.folder = word;
}
const file = (name) => path.join(given.folder, name);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

const findings = [];
const find = (index, message) => findings.push({ index, message });
const nameOf = (event) => `${event.stream}, version ${event.version}, position ${event.position}, id ${event.id}`;

// Every hash of an event.
const netstring = (field) => (field === undefined ? '-,' : `${Buffer.byteLength(field)}:${field},`);
const microseconds = (time) => String(BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 1000n + BigInt(time.slice(20, 26)));
function chainHash(previous, event) {
  const envelope = [
    event.stream,
    String(event.version),
    event.id,
    event.type,
    String(event.schemaVersion),
    microseconds(event.recordedAt),
    microseconds(event.observedAt),
    event.actor,
    event.correlationId,
    event.causationId,
    event.idempotencyKey,
  ];
  return sha256(Buffer.from(previous, 'hex'), Buffer.from(event.contentHash, 'hex'), envelope.map(netstring).join('')).toString('hex');
}
function entryOf(event) {
  const position = Buffer.alloc(8);
  position.writeBigUInt64BE(BigInt(event.position));
  return position.toString('hex') + event.chainHash;
}

// The Merkle tree of RFC 6962: hashes of perfect subtrees, the largest first.
const tree = { size: 0, hashes: [] };
function grow(entry) {
  let hash = sha256(Buffer.from([0]), entry);
  for (let size = tree.size; size % 2 === 1; size = (size - 1) / 2) hash = sha256(Buffer.from([1]), tree.hashes.pop(), hash);
  tree.hashes.push(hash);
  tree.size += 1;
}
const root = () => (tree.size === 0 ? sha256() : tree.hashes.reduceRight((right, left) => sha256(Buffer.from([1]), left, right)));

// Signed notes with Ed25519 (c2sp.org/signed-note).
const readKey = (text) => {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  const expected = sha256(`${name}\n`, bytes).toString('hex', 0, 4);
  if (bytes.length !== 33 || id !== expected) throw new Error(`not a verifier key: ${text}`);
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') }, format: 'jwk' });
  return { name, id, publicKey };
};
function openNote(note, keys) {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2).split('\n')) {
    const [dash, name, encoded] = line.split(' ');
    const bytes = Buffer.from(encoded ?? '', 'base64');
    const key = keys.find((key) => dash === '\u2014' && key.name === name && key.id === bytes.toString('hex', 0, 4));
    if (key !== undefined && verify(null, Buffer.from(text), key.publicKey, bytes.subarray(4))) {
      const [origin, size, base64] = text.split('\n');
      return { origin, size: Number(size), root: base64 };
    }
  }
  return undefined;
}

async function* linesOf(name) {
  for await (const line of createInterface({ input: createReadStream(file(name)), crlfDelay: Infinity })) yield JSON.parse(line);
}
/** One line ahead, so that a batch can end before the next one begins. */
async function peekable(iterator) {
  let next = await iterator.next();
  return {
    peek: () => (next.done ? undefined : next.value),
    advance: async () => {
      next = await iterator.next();
    },
  };
}

const manifest = JSON.parse(readFileSync(file('export.json'), 'utf8'));
const keys = (given.key.length > 0 ? given.key : manifest.keys).map(readKey);
const anchors = given.checkpoint.map((name) => {
  const checkpoint = openNote(readFileSync(name, 'utf8'), keys);
  if (checkpoint === undefined) throw new Error(`${name} is not a checkpoint signed by a known key`);
  return checkpoint;
});
if (manifest.start !== null) {
  tree.size = manifest.start.treeSize;
  const bytes = Buffer.from(manifest.start.frontier, 'base64');
  for (let at = 0; at < bytes.length; at += 32) tree.hashes.push(bytes.subarray(at, at + 32));
}

let index = tree.size;
let previousKey = [BigInt(manifest.start?.after.tx ?? 0), BigInt(manifest.start?.after.position ?? 0)];
const heads = new Map();
const isAfter = (a, b) => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
const keyOf = ({ tx, position }) => [BigInt(tx), BigInt(position)];
function judge(event) {
  if (sha256(event.data).toString('hex') !== event.contentHash) find(index, `${nameOf(event)}: its data was changed`);
  const known = heads.get(event.stream) ?? { version: event.previousChainHash ? event.version - 1 : 0, hash: event.previousChainHash };
  if (event.version !== known.version + 1) find(index, `${nameOf(event)}: version ${known.version + 1} of the stream must stand here`);
  else if (chainHash(known.hash ?? '0'.repeat(64), event) !== event.chainHash)
    find(index, `${nameOf(event)}: its chain hash is not over the event before and its own envelope`);
  if (event.version > known.version) heads.set(event.stream, { version: event.version, hash: event.chainHash });
  if (!isAfter(keyOf(event), previousKey)) find(index, `${nameOf(event)}: stands after an event that came later`);
  previousKey = keyOf(event);
  index += 1;
}

const events = await peekable(linesOf('events.ndjson'));
let origin = anchors[0]?.origin;
let [seals, anchored, count] = [0, 0, 0];
for await (const seal of linesOf('seals.ndjson')) {
  seals += 1;
  const name = `seal of ${seal.treeSize} events`;
  if (seal.previousSize !== tree.size) find(index, `${name}: a seal is missing before it`);
  const entries = Buffer.from(seal.entries, 'base64');
  const expected = [];
  for (let at = 0; at < entries.length; at += 40) {
    const entry = entries.subarray(at, at + 40);
    expected.push(entry.toString('hex'));
    grow(entry);
    for (const anchor of anchors.filter(({ size }) => size === tree.size)) {
      if (anchor.root === root().toString('base64')) anchored = anchor.size;
      else find(anchored, `the record is not that of the checkpoint of ${anchor.size} events`);
    }
  }
  const signed = openNote(seal.note, keys);
  origin ??= signed?.origin;
  if (signed === undefined) find(seal.previousSize, `${name}: not signed by a known key`);
  else if (signed.origin !== origin || signed.size !== seal.treeSize) find(seal.previousSize, `${name}: signed for another record or size`);
  else if (signed.root !== root().toString('base64')) find(seal.previousSize, `${name}: what it holds does not give the signed root`);
  index = seal.previousSize;
  const seen = [];
  for (let event = events.peek(); event !== undefined && !isAfter(keyOf(event), keyOf(seal.last)); event = events.peek()) {
    judge(event);
    seen.push([entryOf(event), nameOf(event)]);
    await events.advance();
  }
  count += seen.length;
  const at = expected.findIndex((entry, place) => seen[place]?.[0] !== entry);
  const wrong = at >= 0 ? at : expected.length;
  if (at >= 0 || seen.length > expected.length) {
    const position = wrong < expected.length ? BigInt(`0x${expected[wrong].slice(0, 16)}`) : 'none';
    find(seal.previousSize + wrong, `${name}: holds position ${position} here; found ${seen[wrong]?.[1] ?? 'nothing'}`);
  }
  index = seal.treeSize;
}
const unsealed = events.peek();
for (let event = unsealed; event !== undefined; event = events.peek()) {
  judge(event);
  count += 1;
  await events.advance();
}
for (const { size } of anchors) if (size > tree.size) find(tree.size, `the record ends before the checkpoint of ${size} events`);
if (seals === 0 && count > 0 && given.key.length + anchors.length > 0) find(0, 'there is no seal');

findings.sort((a, b) => a.index - b.index);
console.log(findings.length === 0 ? 'intact' : `broken, first at event ${findings[0].index + 1}`);
for (const { message } of findings.slice(0, 20)) console.log(`  ${message}`);
console.log(`${count} events, ${seals} seals to ${tree.size} events; to ${anchored} by a checkpoint kept elsewhere; unsealed from ${unsealed?.recordedAt ?? 'none'}`);
console.log(given.key.length > 0 ? 'signatures: by the keys given' : 'signatures: by the keys the export names itself; give --key to be sure');
process.exitCode = findings.length === 0 ? 0 : 2;
