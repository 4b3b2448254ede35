const mask = '****';

/** The URL with its password and any `password=` parameter replaced. Text that is no URL, yet might hold a password (`user:pass@`),
 *  is masked between the last colon before `@` and the `@`. */
export function maskUrlPassword(text: string): string {
  const withoutParameter = text.replace(/([?&]\w*(?:password|secret|token)=)[^&#]*/gi, `$1${mask}`);
  const authority = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)@/i.exec(withoutParameter);
  if (authority === null) {
    const lastAt = withoutParameter.lastIndexOf('@');
    const firstColon = withoutParameter.indexOf(':', withoutParameter.indexOf('://') + 1);
    return lastAt > firstColon && firstColon >= 0
      ? `${withoutParameter.slice(0, firstColon)}:${mask}${withoutParameter.slice(lastAt)}`
      : withoutParameter;
  }
  const [whole, scheme = '', userinfo = ''] = authority;
  const colon = userinfo.indexOf(':');
  if (colon < 0) return withoutParameter;
  return `${scheme}${userinfo.slice(0, colon)}:${mask}@${withoutParameter.slice(whole.length)}`;
}
