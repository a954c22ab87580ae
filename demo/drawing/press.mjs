/**
 * A small printing press: shapes with hand-cut edges, hatching and broken water lines, kept in three separations
 * (tone, ink, accent) that are printed over one another a hair out of register, as a screen print is.
 */
export const WIDTH = 1600;
export const HEIGHT = 1067;

export const palettes = {
  sea: { paper: '#f2ebdb', tone: '#9dbcbb', ink: '#1c3042', accent: '#c8472f' },
  dusk: { paper: '#f3e6cf', tone: '#e0a565', ink: '#22304a', accent: '#b9402c' },
  brick: { paper: '#f4ecdf', tone: '#d6a58b', ink: '#2a2b33', accent: '#a63d2b' },
  field: { paper: '#f3eedc', tone: '#b3bb83', ink: '#22382f', accent: '#c9572f' },
  night: { paper: '#f6e3b0', tone: '#e8b24c', ink: '#1a2438', accent: '#b8432d' },
  slate: { paper: '#eeeae0', tone: '#a9b4bd', ink: '#20262f', accent: '#b5872f' },
};

/** mulberry32: every run draws the same picture. */
function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const round = (number) => Math.round(number * 10) / 10;

export class Sheet {
  constructor(seed, palette) {
    this.random = seededRandom(seed);
    this.palette = palette;
    this.layers = { tone: [], ink: [], accent: [] };
    this.clips = [];
  }

  between(low, high) {
    return low + (high - low) * this.random();
  }

  /**
   * Besides the three separations: `knock` is left out of the ink so that paper shows, and `wash` and `spot` are tone
   * and accent let into such a gap, so that ink drawn later covers them.
   */
  put(layer, markup) {
    this.layers[layer in this.layers ? layer : 'ink'].push(markup);
    return this;
  }

  colour(layer) {
    return this.palette[{ knock: 'paper', wash: 'tone', spot: 'accent' }[layer] ?? layer];
  }

  /** Outline of a polygon whose long edges wander by a pixel or two, as a knife does. */
  outline(points, wobble = 1.6) {
    const out = [];
    points.forEach(([x, y], index) => {
      const [nextX, nextY] = points[(index + 1) % points.length];
      const steps = Math.max(1, Math.floor(Math.hypot(nextX - x, nextY - y) / 90));
      for (let step = 0; step < steps; step += 1) {
        const share = step / steps;
        const sway = step === 0 ? wobble * 0.5 : wobble;
        out.push([
          x + (nextX - x) * share + this.between(-sway, sway),
          y + (nextY - y) * share + this.between(-sway, sway),
        ]);
      }
    });
    return `M${out.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`;
  }

  shape(layer, points, wobble) {
    return this.put(layer, `<path d="${this.outline(points, wobble)}" fill="${this.colour(layer)}"/>`);
  }

  box(layer, x, y, width, height, wobble) {
    return this.shape(layer, [[x, y], [x + width, y], [x + width, y + height], [x, y + height]], wobble);
  }

  path(layer, d) {
    return this.put(layer, `<path d="${d}" fill="${this.colour(layer)}"/>`);
  }

  disc(layer, x, y, radius) {
    return this.put(layer, `<circle cx="${x}" cy="${y}" r="${radius}" fill="${this.colour(layer)}"/>`);
  }

  stroke(layer, d, width, cap = 'round') {
    return this.put(
      layer,
      `<path d="${d}" fill="none" stroke="${this.colour(layer)}" stroke-width="${width}" stroke-linecap="${cap}" stroke-linejoin="round"/>`,
    );
  }

  line(layer, x1, y1, x2, y2, width, cap) {
    return this.stroke(layer, `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`, width, cap);
  }

  /** Parallel strokes inside the outline `d`, at an angle in degrees. */
  hatch(layer, d, { angle = 45, gap = 12, width = 3 } = {}) {
    const id = `clip${this.clips.length}`;
    this.clips.push(`<clipPath id="${id}"><path d="${d}"/></clipPath>`);
    const strokes = [];
    for (let offset = -1000; offset <= 1000; offset += gap) {
      strokes.push(`M-1400 ${round(offset + this.between(-1, 1))}H1400`);
    }
    return this.put(
      layer,
      `<g clip-path="url(#${id})"><path transform="translate(800 533) rotate(${angle})" d="${strokes.join('')}" fill="none" stroke="${this.colour(layer)}" stroke-width="${width}"/></g>`,
    );
  }

  hatchBox(layer, x, y, width, height, options) {
    return this.hatch(layer, `M${x} ${y}h${width}v${height}h${-width}Z`, options);
  }

  /** A sky or wall that pales: bars that thin out from one edge to the other. */
  fade(layer, top, bottom, { pitch = 18, from = 15, to = 1.5, left = 0, right = WIDTH } = {}) {
    const bars = Math.floor((bottom - top) / pitch);
    for (let bar = 0; bar < bars; bar += 1) {
      const share = bar / Math.max(1, bars - 1);
      const thickness = from + (to - from) * share;
      const y = top + bar * pitch;
      this.shape(layer, [[left, y], [right, y], [right, y + thickness], [left, y + thickness]], 1.1);
    }
    return this;
  }

  /** Water: short strokes that grow and spread towards the viewer. `skip` says where none is wanted. */
  water(layer, top, bottom, { density = 1, left = 0, right = WIDTH, skip = () => false } = {}) {
    let y = top;
    let d = '';
    while (y < bottom) {
      const nearness = (y - top) / Math.max(1, HEIGHT - top);
      const length = 26 + nearness * 150;
      const thickness = 2 + nearness * 6;
      let x = left + this.between(-length, 0);
      while (x < right) {
        const run = length * this.between(0.5, 1.3);
        const start = Math.max(left, x);
        const end = Math.min(right, x + run);
        if (end - start > 12 && !skip((start + end) / 2, y)) {
          const belly = thickness * this.between(0.6, 1.2);
          d += `M${round(start)} ${round(y)}Q${round((start + end) / 2)} ${round(y - belly)} ${round(end)} ${round(y)}Q${round((start + end) / 2)} ${round(y + belly)} ${round(start)} ${round(y)}Z`;
        }
        x += run + (length * this.between(0.6, 1.9)) / density;
      }
      y += 9 + nearness * 22;
    }
    return this.path(layer, d);
  }

  gull(x, y, span, layer = 'ink') {
    const half = span / 2;
    return this.stroke(
      layer,
      `M${x - half} ${y - half * 0.15}Q${x - half * 0.5} ${y - half * 0.55} ${x} ${y}Q${x + half * 0.5} ${y - half * 0.6} ${x + half} ${y - half * 0.25}`,
      Math.max(3, span / 14),
    );
  }

  /** Pinholes where the ink did not take. */
  wear(count = 150) {
    let d = '';
    for (let hole = 0; hole < count; hole += 1) {
      const radius = this.between(0.7, 2.1);
      const x = this.between(0, WIDTH);
      const y = this.between(0, HEIGHT);
      d += `M${round(x)} ${round(y)}h${round(radius)}v${round(radius)}h${round(-radius)}Z`;
    }
    return this.put('knock', `<path d="${d}" fill="${this.palette.paper}"/>`);
  }

  toSvg() {
    const { tone, ink, accent } = this.layers;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs>${this.clips.join('')}</defs><rect width="${WIDTH}" height="${HEIGHT}" fill="${this.palette.paper}"/><g transform="translate(-2.5 1.5)">${tone.join('')}</g><g>${ink.join('')}</g><g transform="translate(2.5 -1.5)" style="mix-blend-mode:multiply">${accent.join('')}</g></svg>`;
  }
}

export const sheet = (seed, paletteName) => new Sheet(seed, palettes[paletteName]);
