/** Shorter texts are found in every sentence, and are no secrets. */
const shortest = 4;

/** A function that cuts every text of a secret out of messages, also as it looks in a URL and in base64: what libraries say of a failure may repeat what they were given. */
export function redactSecret(secret: unknown): (text: string) => string {
  const texts = [...new Set(leavesOf(secret).flatMap(formsOf))]
    .filter((text) => text.length >= shortest)
    .toSorted((a, b) => b.length - a.length);
  return (text) => texts.reduce((rest, found) => rest.replaceAll(found, '****'), text);
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

/** Of a text of several lines, as a key in PEM, each line as well. */
function formsOf(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.length >= 16);
  return [
    text,
    text.trim(),
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    ...lines,
  ];
}
