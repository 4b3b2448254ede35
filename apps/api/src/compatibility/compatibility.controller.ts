import { parseRange, type Range, satisfies } from '@lockstep/kernel';
import type { NodeKind } from '@lockstep/fleet';
import type { Matrix } from '@lockstep/matrix/domain';
import { blockersOf, compatibilityOf, NSX, type Runway, runwayOf } from '@lockstep/planner';
import { problem } from '@lockstep/platform';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { nodeId } from '../fleet/fleet.dto.js';
import { Operation } from '../openapi/operation.decorator.js';
import type { JudgingQuery } from './compatibility.dto.js';
import * as dto from './compatibility.dto.js';
import { FleetReader, type JudgedFleet } from './fleet-reader.js';

type Compatibility = z.output<typeof dto.compatibility>;

const reading = (what: string) =>
  Operation({
    summary: `How ${what} stands to everything it meets`,
    description: 'The verdict of each relation, over the fleet as last observed. An id with a slash is percent-encoded.',
    tag: 'inventory',
    roles: ['viewer'],
    response: dto.compatibility,
    responseDescription: 'Pairing by pairing',
    problems: [404, 409, 503],
  });

/** What the matrix says of nodes as they are, and of where NSX could go. */
@Controller('v1')
export class CompatibilityController {
  constructor(@Inject(FleetReader) private readonly reader: FleetReader) {}

  @Get('clusters/:id/compatibility')
  @reading('a cluster')
  async getClusterCompatibility(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: dto.compatibilityQuery }) query: JudgingQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Compatibility> {
    const read = await this.reader.ofCluster(id, query, reply);
    const runway = runwayOf(read.revision, read.fleet, read.policy).find(({ cluster }) => cluster === id);
    return { ...answer(read, id), runway: runway ? renderRunway(runway) : null };
  }

  @Get('supervisors/:id/compatibility')
  @reading('a Supervisor')
  getSupervisorCompatibility(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: dto.compatibilityQuery }) query: JudgingQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Compatibility> {
    return this.shared('supervisor', id, query, reply);
  }

  @Get('vcenters/:id/compatibility')
  @reading('a vCenter')
  getVcenterCompatibility(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: dto.compatibilityQuery }) query: JudgingQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Compatibility> {
    return this.shared('vcenter', id, query, reply);
  }

  @Get('nsx-managers/:id/compatibility')
  @reading('an NSX manager')
  getNsxManagerCompatibility(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: dto.compatibilityQuery }) query: JudgingQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Compatibility> {
    return this.shared('nsx-manager', id, query, reply);
  }

  @Get('nsx-managers/:id/blockers')
  @Operation({
    summary: 'Who holds NSX back from a target',
    description:
      'Per release of the target: what would be outside its window if NSX moved there and nothing else did, grouped by version, with counts by Project. A release without blockers is open, hop rules apart.',
    tag: 'inventory',
    roles: ['viewer'],
    response: dto.blockers,
    responseDescription: 'Release by release',
    problems: [404, 409, 422, 503],
  })
  async getNsxBlockers(
    @Param('id', { schema: nodeId }) id: string,
    @Query({ schema: dto.blockersQuery }) { target, ...query }: z.output<typeof dto.blockersQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof dto.blockers>> {
    const { revision, fleet, policy, judged } = await this.reader.ofDomain('nsx-manager', id, query, reply);
    const [domain] = blockersOf(revision, fleet, policy, readTarget(revision.matrix, target), id);
    const releases = domain!.releases.map(({ hops, causes, ...release }) => ({
      ...release,
      hops: { kind: hops.kind, via: [...hops.via] },
      causes: causes.map(({ nodes, projects, ...cause }) => ({ ...cause, ...cut(nodes), projects: [...projects] })),
    }));
    return { ...judged, ...domain!, releases };
  }

  private async shared(kind: NodeKind, id: string, query: JudgingQuery, reply: FastifyReply): Promise<Compatibility> {
    return { ...answer(await this.reader.ofDomain(kind, id, query, reply), id), runway: null };
  }
}

function answer({ revision, fleet, policy, judged }: JudgedFleet, id: string): Omit<Compatibility, 'runway'> {
  const { pairings, ...found } = compatibilityOf(revision, fleet, policy, id)!;
  return { ...judged, ...found, pairings: pairings.map(({ nodes, ...pairing }) => ({ ...pairing, ...cut(nodes) })) };
}

function renderRunway({ cluster: _, project: __, reach, inside, limitedBy, windows, ...runway }: Runway): Compatibility['runway'] {
  return {
    ...runway,
    reach: [...reach],
    inside: [...inside],
    limitedBy: [...limitedBy],
    windows: windows.map((window) => ({ ...window, inside: [...window.inside], statements: [...window.statements] })),
  };
}

const cut = (nodes: readonly string[]) => ({ count: nodes.length, nodes: nodes.slice(0, dto.MOST_NODES) });

function readTarget(matrix: Matrix, text: string): Range {
  const refuse = (detail: string) => problem('unprocessable', 'query; 1 rule broken', { errors: [{ pointer: 'query:/target', detail }] });
  const component = matrix.components.get(NSX);
  if (!component) throw refuse(`the matrix must have the component ${NSX}; found none`);
  const range = parseRange(component.scheme, text);
  if (!range.ok) throw refuse(range.problem);
  if (!matrix.releases(NSX).some(({ version }) => satisfies(version, range.value)))
    throw refuse(`no ${NSX} release of the matrix is in this range; found ${JSON.stringify(text)}`);
  return range.value;
}
