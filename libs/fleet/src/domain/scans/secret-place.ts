/** Where the secret of a source is sent to, which is the only place it was given for; '': the system of the source has no such setting. */
export const secretPlaceOf = ({ settings }: { readonly settings: unknown }): string => {
  const url = (settings as { readonly url?: unknown } | null)?.url;
  return typeof url === 'string' ? url : '';
};
