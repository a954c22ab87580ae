/** "en" of "en-GB": what tells languages apart where their regions and scripts do not matter (BCP 47). */
export const primarySubtag = (language: string): string => language.split('-', 1)[0]!.toLowerCase();
