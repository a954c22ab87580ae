import type { Context } from 'hono';
import { page } from './layout.js';
import type { NewsroomDeps } from './newsroom-deps.js';
import type { NewsroomEnv } from './session.js';

export const importsPage = async (context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> =>
  page(context, deps, 200, {
    title: 'Imports',
    session: context.get('session'),
    place: '/newsroom/imports',
    children: <h1>Imports</h1>,
  });
