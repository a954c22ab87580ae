/**
 * "en" of "en-GB": what tells languages apart where their regions and scripts do not matter (BCP 47). The two written
 * standards of Norwegian, which one paper mixes and whose readers read both, are one language. "" of an empty tag.
 */
export function languageOfTag(tag: string): string {
  const primary = tag.split(/[-_]/, 1)[0]!.toLowerCase();
  return primary === 'nb' || primary === 'nn' ? 'no' : primary;
}
