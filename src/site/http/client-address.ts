import type { RequestHead } from './request-head.js';

/**
 * The nearest address that no proxy of ours wrote: the socket's, or the one that the outermost trusted hop saw. Who passed by the
 * outer hops is not taken for the inner one.
 */
export const clientAddressBehind =
  (trustedHops: number) =>
  (head: RequestHead): string | undefined => {
    const socket = head.socketAddress;
    if (trustedHops === 0) return socket;
    const forwarded = (head.header('x-forwarded-for') ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return forwarded.at(-trustedHops) ?? forwarded[0] ?? socket;
  };

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** A request that a proxy on this machine passed on comes from a loopback address too, and is not local. */
export function isLocalRequest(head: RequestHead, address: string | undefined): boolean {
  const isForwarded = forwardingHeaders.some((name) => head.header(name) !== undefined);
  return !isForwarded && isLoopbackAddress(address ?? '');
}

const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address);
