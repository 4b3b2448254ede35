export { type Change, type Started, World, type WorldSeed, type WorldState } from './world/world.js';
export * from './world/world-node.js';
export { type Hop } from './world/roll.js';
export { executeHop, type HopOutcome, rollHop } from './world/execute-hop.js';
export { type RunningPart, runningParts } from './world/running.js';
export { type WorldRelease } from './world/releases.js';
export { worldFromSnapshot } from './worlds/world-from-snapshot.js';
export { releasesOf } from './worlds/releases-of.js';
export {
  type ServedNsxManager,
  type ServedRequest,
  type ServedSupervisor,
  type ServedWorld,
  type ServeOptions,
  serveWorld,
} from './serve/serve-world.js';
export { type ServerTls } from './serve/listener.js';
export { type FaultOrder, type WireFault, WireFaults } from './serve/wire-faults.js';
export { type Authorizer, type KubeRequest, rbacAuthorizer } from './kubernetes/authorizer.js';
export { EXAMPLE_RELEASES, namedWorld, type WorldName } from './worlds/named-worlds.js';
export { largeWorld, type WorldSize } from './worlds/large-world.js';
export {
  type CertificateAuthority,
  type CertificateRequest,
  createCertificateAuthority,
  type IssuedCertificate,
} from './serve/certificate-authority.js';
export { type OutsidePairing, outsideWindows, type RunningNode, runningNodes } from './checks/outside-windows.js';
export { kubernetesVersion } from './kubernetes/versions.js';
export { askOf, type Service, type ServiceAnswer, type ServiceRequest } from './executor/service.port.js';
export { HttpService, type HttpServiceOptions } from './executor/http-service.js';
export { hopOfStep, nodesRolling } from './executor/hop-of-step.js';
export { ScannedWorld, seenId } from './executor/scanned-world.js';
export {
  type ExecutorOptions,
  type ExecutorOutcome,
  type HoldReason,
  type Moment,
  type PlanToExecute,
  SimulatedExecutor,
} from './executor/simulated-executor.js';
export type { ChangePeople, ChangeServeOptions, ServedChangeSystem, ShownChange } from './changes/change-people.js';
export { type ServedServiceNow, serveServiceNow, type ServiceNowServeOptions } from './servicenow/serve-servicenow.js';
export { type ServiceNowBehaviour, type ServiceNowState } from './servicenow/servicenow-behaviour.js';
export { type ServiceNowLogin } from './servicenow/servicenow-logins.js';
export { type JiraLogin, type JiraServeOptions, type ServedJira, serveJira } from './jira/serve-jira.js';
export { type JiraBehaviour, type JiraField, type JiraStatus } from './jira/jira-behaviour.js';
