import type { Chance } from './chance.js';
import { makePerson } from './people.js';
import type { Actor } from './simulated-hit.js';
import type { World } from './world.js';

/** A page rendered ahead and never shown, by a browser that does not tell its scripts so; or a preview of a link. */
export function* fetchedAhead(world: World, chance: Chance, id: number, at: number): Actor {
  const person = makePerson(id, world, chance);
  const isRendered = chance.happens(0.7);
  const purpose: Record<string, string> = isRendered
    ? { 'sec-purpose': 'prefetch;prerender' }
    : chance.pick([{ purpose: 'preview' }, { purpose: 'prefetch' }, { 'x-moz': 'prefetch' }]);
  yield {
    at,
    address: person.address(chance),
    headers: { ...person.headers, ...purpose },
    story: world.story(chance),
    token: 'today',
    event: isRendered ? { kind: 'view', id: chance.id(), ageMs: 0 } : { kind: 'pixel' },
    truth: { kind: 'fetched ahead', right: ['prefetch'] },
  };
}
