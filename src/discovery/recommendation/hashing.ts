/** FNV-1a, 32 bits, over UTF-16 units: the same in the browser and on the server. Not for secrets. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Terms, topics and sections share 16,384 buckets. With 4,096, stories met that had nothing in common, and what words tell of
 * a click rate fell from AUC 0.619 to 0.598 (Bing News, within a person); with 65,536 it rises by 0.001 only.
 */
export const bucketBits = 14;

/** The upper bits folded onto the lower: FNV's low bits alone are the weaker ones. */
export function bucketOf(text: string): number {
  const hash = hash32(text);
  return (hash ^ (hash >>> bucketBits) ^ (hash >>> (2 * bucketBits))) & ((1 << bucketBits) - 1);
}
