import type { Capacity } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';
import { z } from 'zod';
import { type FaultLog, isNotServed } from './faults.js';
import { type NsxClient, placeOf } from './nsx-client.js';
import { listOf, readShape } from './nsx-lists.js';
import { API, projectOf, PROJECTS, urlOf } from './policy-paths.js';
import { blockUsage, ipBlock, project } from './shapes.js';

type IpBlocks = Capacity['ipBlocks'];

const cidr = z.union([z.cidrv4(), z.cidrv6()]);

/**
 * IP blocks that all Projects share, and those of each Project. A block of several CIDRs is several entries under its path. Undefined: a list of them
 * could not be read, and half of the blocks would look like all of them.
 *
 * @param only ids of Projects; absent: all
 */
export async function readIpBlocks(
  client: NsxClient,
  nsxManager: string,
  only: readonly string[] | undefined,
  faults: FaultLog,
  signal: AbortSignal,
): Promise<IpBlocks | undefined> {
  try {
    const folders = ['/infra'];
    for await (const { id } of listOf(client, API + PROJECTS, project, faults, signal))
      if (!only || only.includes(id)) folders.push(`${PROJECTS}/${id}/infra`);
    const blocks = await Promise.all(folders.map((folder) => readFolder(client, nsxManager, folder, faults, signal)));
    return blocks.flat().sort((a, b) => compareTexts(a.id, b.id) || compareTexts(a.cidr, b.cidr));
  } catch (error) {
    if (!isNotServed(error)) faults.addPart(error);
    return undefined;
  }
}

async function readFolder(
  client: NsxClient,
  nsxManager: string,
  folder: string,
  faults: FaultLog,
  signal: AbortSignal,
): Promise<IpBlocks[number][]> {
  const entries: Promise<IpBlocks[number][]>[] = [];
  for await (const block of listOf(client, `${urlOf(folder)}/ip-blocks`, ipBlock, faults, signal)) {
    const entry = readBlock(client, nsxManager, block, faults, signal);
    // Whoever waits for it hears of its failure; nobody waits once the list itself has failed.
    entry.catch(() => undefined);
    entries.push(entry);
  }
  return (await Promise.all(entries)).flat();
}

async function readBlock(
  client: NsxClient,
  nsxManager: string,
  block: z.output<typeof ipBlock>,
  faults: FaultLog,
  signal: AbortSignal,
): Promise<IpBlocks[number][]> {
  const usage = await readUsage(client, block.path, faults, signal);
  const cidrs = usage?.cidr_usage ?? [...new Set([block.cidr, ...(block.cidrs ?? []), ...(block.cidr_list ?? [])])].flatMap(toCidr);
  const owner = projectOf(block.path);
  return cidrs.flatMap((one) => {
    if (!cidr.safeParse(one.cidr).success) {
      faults.add({ code: 'wrong-shape', place: `GET ${urlOf(block.path)}`, detail: 'the CIDR of an IP block is not one' });
      return [];
    }
    // With one CIDR, what is free in the block is free in it.
    const available = one.available_ips_count ?? (cidrs.length === 1 ? usage?.available_ips_count : undefined);
    return [
      { id: block.path, nsxManager, ...(owner !== null && { project: owner }), cidr: one.cidr, ...(available != null && { available }) },
    ];
  });
}

const toCidr = (text: string | null | undefined): { cidr: string; available_ips_count?: number | null }[] => (text ? [{ cidr: text }] : []);

async function readUsage(
  client: NsxClient,
  path: string,
  faults: FaultLog,
  signal: AbortSignal,
): Promise<z.output<typeof blockUsage> | undefined> {
  const url = `${urlOf(path)}/usage`;
  try {
    return readShape(blockUsage, (await client.get(url, signal)).json, placeOf(url));
  } catch (error) {
    if (!isNotServed(error)) faults.addPart(error);
    return undefined;
  }
}
