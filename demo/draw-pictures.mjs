/**
 * Draws the demo paper's pictures: `node demo/draw-pictures.mjs [name …]`. Each is built as SVG in demo/drawing and
 * printed to demo/pictures/NAME.webp. The same code gives the same picture.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { shoreScenes } from './drawing/shore.mjs';
import { streetScenes } from './drawing/street.mjs';
import { indoorScenes } from './drawing/indoors.mjs';

const folder = fileURLToPath(new URL('./pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });

const scenes = { ...shoreScenes, ...streetScenes, ...indoorScenes };
const wanted = process.argv.slice(2);

/** A print has few colours: sixteen kept without loss are often smaller, and sharper, than all of them with loss. */
async function smallest(picture) {
  const photographic = await picture.clone().webp({ quality: 68, effort: 6 }).toBuffer();
  const flat = await picture.clone().png({ palette: true, colours: 16, dither: 0 }).toBuffer();
  const exact = await sharp(flat).webp({ lossless: true, effort: 6 }).toBuffer();
  return exact.length < photographic.length ? exact : photographic;
}

for (const [name, draw] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const file = `${folder}${name}.webp`;
  const picture = sharp(Buffer.from(draw().toSvg()));
  writeFileSync(file, await smallest(picture));
  console.log(`${name.padEnd(18)}${(statSync(file).size / 1024).toFixed(1)} KB`);
}
