/**
 * Hosts that the server answers for. A request for another one gets 421, so that a page with a foreign host in its
 * links can never be made, cached or mailed.
 */
export type HostCheck = (host: string | undefined) => boolean;

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** `port` is asked each time: with port 0 it is known only once the server listens. */
export function hostCheck(siteUrl: string, port: () => number): HostCheck {
  const publicHost = siteUrl === '' ? undefined : new URL(siteUrl).host;
  return (host) => {
    if (host === undefined) return false;
    if (host === publicHost) return true;
    // Health checks and the operator on the machine itself come by loopback, with the very port that is listened on.
    return loopbackNames.some((name) => host === `${name}:${port()}` || (port() === 80 && host === name));
  };
}
