/** Name of the channel (node:diagnostics_channel) on which a store tells this process that it has written events, perhaps in a transaction
 *  that is still open. */
export const appendedChannel = 'lockstep:event-store:appended';
