/** Namespaces by what they are, whatever prefix a document gives them. The empty prefix is plain RSS. */
const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/purl\.org\/dc\/elements\/1\.[01]\/?$/i, 'dc'],
  [/^https?:\/\/purl\.org\/dc\/terms\/?$/i, 'dcterms'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content\/?$/i, 'content'],
  [/^https?:\/\/search\.yahoo\.com\/mrss\/?$/i, 'media'],
  [/^https?:\/\/www\.itunes\.com\/dtds\/podcast-1\.0\.dtd$/i, 'itunes'],
  [/^https?:\/\/www\.w3\.org\/2005\/atom\/?$/i, 'atom'],
  [/^https?:\/\/purl\.org\/atom\/ns#?/i, 'atom'],
  [/^https?:\/\/(?:www\.w3\.org\/2007\/app|purl\.org\/atom\/app#?)$/i, 'app'],
  [/^https?:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#$/i, 'rdf'],
  [/^https?:\/\/www\.w3\.org\/1999\/xhtml$/i, 'xhtml'],
  [/^https?:\/\/wordpress\.org\/export\/[\d.]+\/excerpt\/?$/i, 'excerpt'],
  [/^https?:\/\/wordpress\.org\/export\/[\d.]+\/?$/i, 'wp'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/?$/i, ''],
  [/^https?:\/\/(?:my|channel)\.netscape\.com\/rdf\/simple\/0\.9\/?$/i, ''],
];

/** Prefix as written to prefix as we know it; inherited from element to element. */
export type NamespaceScope = ReadonlyMap<string, string>;

/** The scope inside an element; the same object when the element declares nothing. */
export function scopeWithin(
  scope: NamespaceScope,
  attributes: Readonly<Record<string, string>>,
): NamespaceScope {
  let inner: Map<string, string> | undefined;
  for (const [name, address] of Object.entries(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const written = name.slice('xmlns:'.length);
    const known = prefixes.find(([shape]) => shape.test(address.trim()));
    inner ??= new Map(scope);
    inner.set(written, known === undefined ? written : known[1]);
  }
  return inner ?? scope;
}

/** "DC:Creator" as "dc:creator": feeds get capitals wrong, and an undeclared prefix means what it usually means. */
export function canonicalName(written: string, scope: NamespaceScope): string {
  const colon = written.indexOf(':');
  const prefix = colon < 0 ? '' : written.slice(0, colon);
  const local = written.slice(colon + 1).toLowerCase();
  const known = scope.get(prefix) ?? prefix.toLowerCase();
  return known === '' ? local : `${known}:${local}`;
}
