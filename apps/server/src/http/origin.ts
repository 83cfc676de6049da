/**
 * Whether a page may open a socket here: only our own pages. Programs that are no browsers send no Origin (SG3).
 * @param origin the request's Origin header
 * @param host the name and port that the browser asked for
 * @param publicUrl where the operator says that the pages are, if they did
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | undefined,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  if (!/^https?:$/.test(protocol)) return false;
  if (publicUrl !== undefined && new URL(publicUrl).origin === origin) return true;
  // Behind a proxy the scheme is the proxy's; names and ports must agree, a scheme's own port being no port.
  const asked = `${protocol}//${host ?? ''}`;
  return URL.canParse(asked) && new URL(asked).host === originHost;
}
