import { type ChangeConnector, changeSecretOf, type ChangeSystemEntry, type Register, type Registered } from '@lockstep/approvals';
import {
  actorOf,
  assertIfMatch,
  ConnectorSecrets,
  CurrentPrincipal,
  currentTrace,
  IdempotencyKey,
  type Principal,
  problem,
  type SecretMark,
} from '@lockstep/platform';
import type { ChangeRecordKeeping } from '@lockstep/plans';
import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readCursor, sendList } from '../http/page.js';
import { Operation } from '../openapi/operation.decorator.js';
import { assertRemoved, recordedOf, registerId } from '../registers/register-answer.js';
import { checkChangeSystem, connectorOf, refuse } from './check-change-system.js';
import * as dto from './change-systems.dto.js';
import { CHANGE_CONNECTORS, CHANGE_RECORDS, CHANGE_SYSTEMS } from './tokens.js';

type Entry = Registered<ChangeSystemEntry>;

interface Seen {
  readonly entry: Entry;
  readonly mark: SecretMark | undefined;
}

@Controller('v1/change-systems')
export class ChangeSystemsController {
  constructor(
    @Inject(CHANGE_SYSTEMS) private readonly register: Register<ChangeSystemEntry>,
    @Inject(ConnectorSecrets) private readonly secrets: ConnectorSecrets,
    @Inject(CHANGE_RECORDS) private readonly keeping: ChangeRecordKeeping,
    @Inject(CHANGE_CONNECTORS) private readonly connectors: ReadonlyMap<string, ChangeConnector>,
  ) {}

  @Post()
  @Operation({
    summary: 'Register a change system',
    description:
      'A system in which plans have change records: ServiceNow (`servicenow`) or Jira Service Management (`jira`). From then on no step of a plan of its domains starts without a record that is approved there for the digest of the plan. Settings are shown to every reader; the secret is kept encrypted, needs LOCKSTEP_SECRET_KEY, and is never shown again.',
    tag: 'changes',
    roles: ['admin'],
    status: 201,
    response: dto.changeSystem,
    responseDescription: 'The change system is registered',
    problems: [409, 413, 415, 422],
  })
  async registerChangeSystem(
    @Body({ schema: dto.newChangeSystem }) { id, secret, ...content }: z.output<typeof dto.newChangeSystem>,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    checkChangeSystem(connectorOf(this.connectors, content.system), { ...content, secret }, false);
    this.assertCanKeep(secret);
    const actor = actorOf(principal);
    const entry = recordedOf(
      `change system ${id}`,
      await this.register.create(id, content, { actor, correlationId: currentTrace()?.traceId, idempotencyKey }),
    );
    // What a system of this id had before it was removed is not for this one.
    if (secret === undefined || secret === null) await this.secrets.remove(changeSecretOf(entry).owner);
    else await this.secrets.keep(changeSecretOf(entry), secret, actor);
    reply.header('location', `/v1/change-systems/${id}`);
    return send(reply, await this.get(id));
  }

  @Get()
  @Operation({
    summary: 'List change systems',
    description: 'In the order of ids. A plan has its record in the first that names its NSX manager, else in the first that names none.',
    tag: 'changes',
    roles: ['viewer'],
    response: dto.changeSystemPage,
    responseDescription: 'A page of change systems',
  })
  async listChangeSystems(
    @Query({ schema: dto.changeSystemsQuery }) { limit, cursor }: z.output<typeof dto.changeSystemsQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const after = readCursor(cursor, registerId);
    const found = await this.register.list({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
    const marks = await this.secrets.mark(found.map((entry) => changeSecretOf(entry).owner));
    return sendList(
      request,
      reply,
      limit,
      found,
      ({ id }) => id,
      (entry) => render({ entry, mark: marks.get(changeSecretOf(entry).owner) }),
    );
  }

  @Get(':id')
  @Operation({
    summary: 'Read a change system',
    tag: 'changes',
    roles: ['viewer'],
    response: dto.changeSystem,
    responseDescription: 'The change system',
    problems: [404],
  })
  async getChangeSystem(@Param('id', { schema: registerId }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return send(reply, await this.get(id));
  }

  @Put(':id')
  @Operation({
    summary: 'Change a change system',
    description:
      'The whole of it but its kind. Without `secret` the one that is set stays, unless `settings.url` changes: a secret is never sent to another place than it was given for. `If-Match` names the state that was looked at.',
    tag: 'changes',
    roles: ['admin'],
    response: dto.changeSystem,
    responseDescription: 'The change system is changed',
    problems: [404, 409, 412, 413, 415, 422, 428],
  })
  async changeChangeSystem(
    @Param('id', { schema: registerId }) id: string,
    @Body({ schema: dto.changedChangeSystem }) { secret, ...body }: z.output<typeof dto.changedChangeSystem>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const seen = await this.get(id);
    assertIfMatch(request, etagOf(seen));
    const content = { ...body, system: seen.entry.system };
    const stays = secret === undefined && seen.mark !== undefined;
    checkChangeSystem(connectorOf(this.connectors, content.system), { ...content, secret }, stays);
    const { owner, place } = changeSecretOf({ id, ...content });
    if (stays && place !== changeSecretOf(seen.entry).place)
      throw refuse([{ pointer: '/secret', detail: 'must be given again when settings.url changes' }]);
    this.assertCanKeep(secret);
    const actor = actorOf(principal);
    const context = { actor, correlationId: currentTrace()?.traceId, expectedVersion: seen.entry.version };
    recordedOf(`change system ${id}`, await this.register.change(id, content, context));
    if (secret === null) await this.secrets.remove(owner);
    else if (secret !== undefined) await this.secrets.keep({ owner, place }, secret, actor);
    await this.keeping.records.makeSystemDue(id, new Date().toISOString());
    return send(reply, await this.get(id));
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a change system',
    description:
      'With a reason, which the record keeps. Plans of its domains need no record any more, unless another system serves them. Its secret is deleted; records that are open there stay as they are: withdraw them before.',
    tag: 'changes',
    roles: ['admin'],
    status: 204,
    responseDescription: 'The change system is removed',
    problems: [404, 412, 428],
  })
  async removeChangeSystem(
    @Param('id', { schema: registerId }) id: string,
    @Query({ schema: dto.removalQuery }) { reason }: z.output<typeof dto.removalQuery>,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const seen = await this.get(id);
    assertIfMatch(request, etagOf(seen));
    const context = { actor: actorOf(principal), correlationId: currentTrace()?.traceId, expectedVersion: seen.entry.version };
    assertRemoved(`change system ${id}`, await this.register.remove(id, reason, context));
    await this.secrets.remove(changeSecretOf(seen.entry).owner);
    await this.keeping.records.makeSystemDue(id, new Date().toISOString());
  }

  private async get(id: string): Promise<Seen> {
    const entry = await this.register.find(id);
    if (entry === undefined) throw problem('not-found', `change system ${id}; must be registered; found none`);
    const { owner } = changeSecretOf(entry);
    return { entry, mark: (await this.secrets.mark([owner])).get(owner) };
  }

  private assertCanKeep(secret: unknown): void {
    if (secret === undefined || secret === null || this.secrets.canKeep) return;
    throw problem(
      'conflict',
      'change system; secret; is kept encrypted only; found no LOCKSTEP_SECRET_KEY: start the API and the worker with one',
    );
  }
}

const etagOf = ({ entry, mark }: Seen): string => `"${entry.version}.${mark === undefined ? 0 : Date.parse(mark.setAt)}"`;

function send(reply: FastifyReply, seen: Seen) {
  reply.header('etag', etagOf(seen));
  return render(seen);
}

function render({ entry, mark }: Seen): z.output<typeof dto.changeSystem> {
  const { version: _version, nsxManagers, roles, people, settings, strangers = 'ignore', ...shown } = entry;
  return {
    ...shown,
    settings: { ...settings },
    secret: mark ?? null,
    nsxManagers: nsxManagers && [...nsxManagers],
    roles: [...roles],
    people: { ...people },
    strangers,
  };
}
