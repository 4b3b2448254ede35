/** Names what a decision or an edit is based on: the ETag of an answer, or the digest of a plan. Quotes are added where they are missing. */
export const ifMatch = (tag: string): { readonly 'if-match': string } => ({ 'if-match': /^(W\/)?".*"$/.test(tag) ? tag : `"${tag}"` });

/** Asks the service to answer long work only when it is done, or after so many seconds (RFC 7240); it waits 30 at most. */
export const preferWait = (seconds: number): { readonly prefer: string } => ({ prefer: `wait=${seconds}` });

/** Sends a document, or several of them, as the text that it is: `client.PUT('/v1/inventory/snapshots', yamlBody(text))`. */
export const yamlBody = (text: string) => ({
  body: text as never,
  bodySerializer: (body: unknown) => body as string,
  headers: { 'content-type': 'application/yaml' },
});
