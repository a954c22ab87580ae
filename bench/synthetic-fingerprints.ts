import { seededRandom } from '../src/base/seeded-random.js';
import { type Fingerprint, fingerprintVersion } from '../src/discovery/duplicates/fingerprint.js';

/** Means of the English stories of MasakhaNEWS, of some 500 words. */
const shape = { shingles: 508, sketch: 121, keys: 46, names: 13, numbers: 5 } as const;

/** Made-up fingerprints in the proportions of news, no two of them alike; one by one, without end. */
export function* syntheticFingerprints(seed = 1): Generator<{ id: string; print: Fingerprint }, never> {
  const random = seededRandom(seed);
  const hashes = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 2 ** 31)).sort((a, b) => a - b);
  for (let number = 0; ; number += 1) {
    yield {
      id: `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
      print: {
        fingerprintVersion,
        shingles: shape.shingles,
        sketch: hashes(shape.sketch),
        keys: hashes(shape.keys),
        names: hashes(shape.names),
        numbers: hashes(shape.numbers),
      },
    };
  }
}
