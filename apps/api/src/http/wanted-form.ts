import { problem } from '@lockstep/platform';
import type { FastifyRequest } from 'fastify';

export type DocumentForm = 'json' | 'yaml';

/** Media types of a document, and the form each stands for. */
export const DOCUMENT_FORMS: Readonly<Record<string, DocumentForm>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/x-yaml': 'yaml',
  'text/yaml': 'yaml',
  'application/*': 'json',
  '*/*': 'json',
};

/** JSON or YAML, by the header `Accept` (RFC 9110, without the preference of specific over general); 406 when neither is wanted. */
export const wantedForm = (request: FastifyRequest): DocumentForm => wantedFormOf(request, DOCUMENT_FORMS);

/** The same for a resource with forms of its own; without `Accept` it is that of `application/json`. */
export function wantedFormOf<Form extends string>(request: FastifyRequest, forms: Readonly<Record<string, Form>>): Form {
  const { accept } = request.headers;
  if (accept === undefined || accept.trim() === '') return forms['application/json']!;
  const wanted = accept
    .split(',')
    .map((range, order) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
      return { form: forms[type], quality, order };
    })
    .filter(({ form, quality }) => form !== undefined && quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.order - b.order)[0];
  if (wanted?.form === undefined)
    throw problem(
      'not-acceptable',
      `header Accept; must allow ${Object.keys(forms)
        .filter((type) => !type.includes('*'))
        .join(' or ')}; found ${accept.slice(0, 200)}`,
    );
  return wanted.form;
}
