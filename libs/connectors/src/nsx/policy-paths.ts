/** Parts of the paths by which objects of the Policy API name each other. Ids may hold anything but a slash. */
const VPC = /^\/orgs\/([^/]+)\/projects\/([^/]+)\/vpcs\/([^/]+)$/;
const CONTROL_PLANE = /^\/infra\/sites\/([^/]+)\/enforcement-points\/([^/]+)\/cluster-control-planes\/([^/]+)(?:\/status)?$/;
const BELOW_PROJECT = /^\/orgs\/[^/]+\/projects\/([^/]+)\//;

export const API = '/policy/api/v1';
export const PROJECTS = '/orgs/default/projects';
/** Clusters register with the default enforcement point of the site the manager is of. */
export const CONTROL_PLANES = '/infra/sites/default/enforcement-points/default/cluster-control-planes';

export const vpcPath = (project: string, vpc: string): string => `${PROJECTS}/${project}/vpcs/${vpc}`;
export const isVpcPath = (path: string): boolean => VPC.test(path);

/** Project that the object of a path is in; null: it is shared by all. */
export const projectOf = (path: string): string | null => BELOW_PROJECT.exec(path)?.[1] ?? null;

export interface ControlPlanePath {
  readonly site: string;
  readonly enforcementPoint: string;
  readonly id: string;
}

export function readControlPlanePath(path: string | null | undefined): ControlPlanePath | null {
  const found = CONTROL_PLANE.exec(path ?? '');
  return found && { site: found[1]!, enforcementPoint: found[2]!, id: found[3]! };
}

/** The URL path of an object. Policy paths are URL paths but for characters that ids may hold. */
export const urlOf = (path: string): string => API + path.split('/').map(encodeURIComponent).join('/');
