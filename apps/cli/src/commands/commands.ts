import type { Command } from 'commander';

type Load = () => Promise<Command>;

/**
 * Every command, under its name and below the heading it has in the help. Each is loaded when it is asked for: one that asks a service has no use for
 * the schemas of documents and the planner, and starts in a fraction of the time.
 */
export const commands: Readonly<Record<string, Readonly<Record<string, Load>>>> = {
  'Offline, with documents alone:': {
    plan: async () => (await import('./plan.command.js')).planCommand(),
    verify: async () => (await import('./verify.command.js')).verifyCommand(),
    'verify-approval': async () => (await import('./verify-approval.command.js')).verifyApprovalCommand(),
    check: async () => (await import('./check.command.js')).checkCommand(),
    explain: async () => (await import('./explain.command.js')).explainCommand(),
    window: async () => (await import('./window.command.js')).windowCommand(),
    blockers: async () => (await import('./blockers.command.js')).blockersCommand(),
    capacity: async () => (await import('./capacity.command.js')).capacityCommand(),
    import: async () => (await import('./import.command.js')).importCommand(),
    export: async () => (await import('./export.command.js')).exportCommand(),
    schema: async () => (await import('./schema.command.js')).schemaCommand(),
  },
  'Of a running service:': {
    login: async () => (await import('./online/login.command.js')).loginCommand(),
    context: async () => (await import('./online/context.command.js')).contextCommand(),
    whoami: async () => (await import('./online/whoami.command.js')).whoamiCommand(),
    tokens: async () => (await import('./online/tokens.command.js')).tokensCommand(),
    clusters: async () => (await import('./online/clusters.command.js')).clustersCommand(),
    findings: async () => (await import('./online/findings.command.js')).findingsCommand(),
    fleet: async () => (await import('./online/fleet.command.js')).fleetCommand(),
    matrix: async () => (await import('./online/matrix.command.js')).matrixCommand(),
    plans: async () => (await import('./plans.command.js')).plansCommand(),
    gate: async () => (await import('./gate.command.js')).gateCommand(),
    freezes: async () => (await import('./online/freezes.command.js')).freezesCommand(),
    owners: async () => (await import('./online/owners.command.js')).ownersCommand(),
    policy: async () => (await import('./online/policy.command.js')).policyCommand(),
    changes: async () => (await import('./online/changes.command.js')).changesCommand(),
    webhooks: async () => (await import('./online/webhooks.command.js')).webhooksCommand(),
    scans: async () => (await import('./online/scans.command.js')).scansCommand(),
    sources: async () => (await import('./online/sources.command.js')).sourcesCommand(),
    watch: async () => (await import('./online/watch.command.js')).watchCommand(),
    audit: async () => (await import('./audit.command.js')).auditCommand(),
  },
  'To run one, and this command:': {
    serve: async () => (await import('./serve.command.js')).serveCommand(),
    demo: async () => (await import('./demo.command.js')).demoCommand(),
    config: async () => (await import('./config.command.js')).configCommand(),
    completion: async () => (await import('./completion.command.js')).completionCommand(),
  },
};

/** For scripts alone: in no help, and completed by no shell. */
export const hiddenCommands: Readonly<Record<string, Load>> = {
  'complete-ids': async () => (await import('./complete-ids.command.js')).completeIdsCommand(),
};
