/** One headline shown to one person, and whether it was clicked. The set has no times and no slates. */
export interface HeadlineRow {
  readonly personId: string;
  /** Lower case, stop words removed by the set's makers. */
  readonly words: readonly string[];
  /** Ids of things named in it. */
  readonly entities: readonly string[];
  readonly clicked: boolean;
}

/** Rows of a Bing News file: person, headline, 0 or 1, entities as `id:name;id:name`. */
export function parseBingNews(lines: readonly string[]): HeadlineRow[] {
  return lines.flatMap((line) => {
    const [personId, headline, clicked, entities] = line.split('\t');
    if (!personId || !headline || (clicked !== '0' && clicked !== '1')) return [];
    return [
      {
        personId,
        words: headline.split(' ').filter(Boolean),
        entities: (entities ?? '').split(';').flatMap((entity) => entity.split(':')[0] || []),
        clicked: clicked === '1',
      },
    ];
  });
}
