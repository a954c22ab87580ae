import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The nearest address that no proxy of ours wrote: the socket's, or the one that the outermost trusted hop saw. Who passed by the
 * outer hops is not taken for the inner one.
 */
export function clientAddress(context: Context, trustedHops: number): string | undefined {
  const socket = getConnInfo(context).remote.address;
  if (trustedHops === 0) return socket;
  const forwarded = (context.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return forwarded.at(-trustedHops) ?? forwarded[0] ?? socket;
}

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** A request that a proxy on this machine passed on comes from a loopback address too, and is not local. */
export function isLocalRequest(context: Context, address: string | undefined): boolean {
  const isForwarded = forwardingHeaders.some((name) => context.req.header(name) !== undefined);
  return !isForwarded && isLoopbackAddress(address ?? '');
}

const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address);
