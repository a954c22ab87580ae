import { type Browser, drawLocale, headersOf, stolenBrowser } from './browsers.js';
import type { Chance } from './chance.js';
import type { HitKind, RightClass, SimulatedHit, Truth } from './simulated-hit.js';
import type { World } from './world.js';

type Headers = Readonly<Record<string, string>>;

/** How a machine looks on the line; `next` is another look where it rotates, else the same. */
export interface Mask {
  next(): { readonly address: string; readonly headers: Headers };
}

/** A run's addresses: one, or any of one to six /24s, in hosting networks or in homes. */
export function drawAddresses(world: World, chance: Chance, isRotating: boolean): () => string {
  const { hosting, lentNetworks } = world.places;
  const networks = chance.happens(world.rates.hostedMachines) ? hosting : lentNetworks;
  const own = Array.from({ length: isRotating ? 1 + chance.whole(6) : 1 }, () => chance.pick(networks));
  const fixed = `${own[0]}.${1 + chance.whole(250)}`;
  return () => (isRotating ? `${chance.pick(own)}.${1 + chance.whole(250)}` : fixed);
}

export function drawMask(world: World, chance: Chance, disguise: () => Headers): Mask {
  const isRotating = chance.happens(world.rates.machinesRotate);
  const address = drawAddresses(world, chance, isRotating);
  const fixed = disguise();
  return { next: () => ({ address: address(), headers: isRotating ? disguise() : fixed }) };
}

const headersLike = (browser: Browser, chance: Chance): Record<string, string> =>
  headersOf(browser, drawLocale(chance));

/** A script under a browser's agent: the few headers of a library, or all of a browser's, copied. */
export function scriptDisguise(isCopied: boolean, chance: Chance): () => Headers {
  return () => {
    const headers = headersLike(stolenBrowser(chance), chance);
    if (isCopied) return headers;
    const { 'user-agent': agent, 'accept-language': language } = headers;
    return { 'user-agent': agent!, ...(chance.happens(0.4) ? { 'accept-language': language! } : {}) };
  };
}

/** A driven browser under another agent: brands missing, of another version, or consistent. */
export function patchedDisguise({ rates }: World, chance: Chance): () => Headers {
  const { overriddenAgents, wrongBrands } = rates;
  const way = chance.weighed([
    ['no brands', overriddenAgents],
    ['other brands', wrongBrands],
    ['consistent', 1 - overriddenAgents - wrongBrands],
  ]);
  const engine = 139 + chance.whole(10);
  return () => {
    const { 'sec-ch-ua': brands, ...headers } = headersLike(stolenBrowser(chance), chance);
    if (way === 'no brands') return headers;
    if (way === 'consistent') return brands === undefined ? headers : { ...headers, 'sec-ch-ua': brands };
    return {
      ...headers,
      'sec-ch-ua': `"Chromium";v="${engine}", "Google Chrome";v="${engine}", "Not_A Brand";v="24"`,
    };
  };
}

/** What a machine's hits have in common. */
export interface MachineTruth {
  readonly kind: HitKind;
  readonly onlyBehaves: boolean;
  readonly right?: readonly RightClass[];
}

/** Whatever does not count a machine's hit is right. */
const anyDrop: readonly RightClass[] = ['machine', 'repeat', 'seen-id', 'token', 'prefetch'];

export const machineTruth = ({ kind, onlyBehaves, right = anyDrop }: MachineTruth): Truth => ({
  kind,
  onlyBehaves,
  right,
});

/** A page opened by a machine: its view, and where it stays and tells so, its leave. */
export function pageOpened(
  look: { readonly address: string; readonly headers: Headers },
  page: {
    readonly story: number;
    readonly at: number;
    readonly truth: Truth;
    readonly staysSeconds?: number | undefined;
    readonly isDriven?: boolean;
  },
  chance: Chance,
): SimulatedHit[] {
  const { story, at, truth, staysSeconds, isDriven = false } = page;
  const hit = (event: SimulatedHit['event'], when: number): SimulatedHit => ({
    ...look,
    story,
    token: 'today',
    at: when,
    isDriven,
    event,
    truth,
  });
  const view = hit({ kind: 'view', id: chance.id(), ageMs: 0 }, at);
  const dwellSeconds = Math.round(staysSeconds ?? 0);
  if (dwellSeconds < 1) return [view];
  const left = { kind: 'leave' as const, id: chance.id(), ageMs: 0, dwellSeconds, scrollPercent: 100 };
  return [view, hit(left, at + dwellSeconds * 1000)];
}
