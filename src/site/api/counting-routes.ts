import { Hono } from 'hono';
import { eventRoutes } from './events.js';
import { type PixelDeps, pixelRoutes } from './pixel.js';
import { type ReactionDeps, reactionRoutes } from './reactions.js';

/** Everything that counts, mounted under /api/v1. */
export const countingRoutes = (deps: ReactionDeps & PixelDeps): Hono =>
  new Hono().route('/', eventRoutes(deps)).route('/', reactionRoutes(deps)).route('/', pixelRoutes(deps));
