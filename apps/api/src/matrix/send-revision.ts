import type { Publication } from '@lockstep/matrix';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import { wantedForm } from '../http/wanted-form.js';
import { summaryOf } from './render-matrix.js';

/** JSON with who published it and why, or the composed document alone as YAML. */
export function sendRevision(request: FastifyRequest, reply: FastifyReply, publication: Publication, { digest, document }: MatrixRevision) {
  const form = wantedForm(request);
  reply.header('lockstep-matrix', digest);
  reply.header('vary', 'accept');
  if (form === 'json') return { ...summaryOf(publication), document };
  reply.type('application/yaml; charset=utf-8');
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
}
