const keptPicture = /\ssrc="\/media\/([0-9a-f]{64})\//g;

/** Hashes of the kept pictures that a body shows, each once. */
export const picturesInBody = (body: string): readonly string[] => [
  ...new Set([...body.matchAll(keptPicture)].map(([, hash]) => hash!)),
];
