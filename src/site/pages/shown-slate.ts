import type { PageSlate, ShownPlace } from '../../audience/intake/page-slate.js';
import type { PageLists } from './page-lists.js';

/** What a story's page shows in its lists, at the positions that its links carry. */
export function shownSlate({ edition, related, ranking, recommendation }: PageLists): PageSlate {
  const inOrder = (
    list: 'related' | 'ranking',
    rows: readonly { readonly card: { readonly id: string } }[],
  ) =>
    rows.map(
      ({ card }, index): ShownPlace => ({ list, position: index + 1, storyId: card.id, propensity: 1 }),
    );
  return {
    edition,
    places: [
      ...inOrder('related', related),
      ...inOrder('ranking', ranking.rows),
      ...recommendation.map(
        ({ card, position, propensity }): ShownPlace => ({
          list: 'recommendation',
          position,
          storyId: card.id,
          propensity,
        }),
      ),
    ],
  };
}
