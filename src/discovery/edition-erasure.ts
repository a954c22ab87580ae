/**
 * A stored Edition without these stories: no list, pool or count names one, and a copy of one heads its cluster itself. Whatever
 * form an Edition has, its stories are objects with a `storyId`, pairs that begin with an id, or keys. Pure.
 */
export const editionWithout = (content: string, storyIds: ReadonlySet<string>): string =>
  JSON.stringify(without(JSON.parse(content), storyIds, ''));

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `ofStory` is the id of the story that the value belongs to. */
function without(value: Json, storyIds: ReadonlySet<string>, ofStory: string): Json {
  if (typeof value === 'string') return storyIds.has(value) ? ofStory : value;
  if (Array.isArray(value))
    return value
      .filter((entry: Json) => !isOfOneOf(entry, storyIds))
      .map((entry: Json) => without(entry, storyIds, ofStory));
  if (!isObject(value)) return value;
  const own = typeof value.storyId === 'string' ? value.storyId : ofStory;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !storyIds.has(key))
      .map(([key, entry]) => [key, without(entry, storyIds, own)]),
  );
}

function isOfOneOf(entry: Json, storyIds: ReadonlySet<string>): boolean {
  const id = Array.isArray(entry) ? entry[0] : isObject(entry) ? entry.storyId : entry;
  return typeof id === 'string' && storyIds.has(id);
}
