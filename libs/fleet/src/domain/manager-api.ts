/**
 * The component that stands in documents for an NSX Manager API which somebody still uses. The matrix says in its hops what that forbids; one that does
 * not know the component can not read such a fleet, and nothing is planned for it.
 */
export const MANAGER_API = 'nsx-manager-api';

/** It never changed after the Policy API had come. */
export const MANAGER_API_IN_USE = '1';
