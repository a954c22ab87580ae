/** Names of all formats, for whoever only names one: loading their readers takes longer than most commands run. */
export const formatNames = [
  'wxr',
  'rss',
  'rdf',
  'atom',
  'jsonfeed',
  'ninjs',
  'html-page',
  'text-page',
] as const;
