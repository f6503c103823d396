/** A made-up school for tests and for looking at the screens. Nobody here exists. */
import type { Rect } from '../../wire/Rect';

/** What stands behind a pupil; the screens only ever learn the outcome. */
export type Pupil = { id: string; name: string; class: string; mayBeShown: boolean; individually: boolean };

const NAMES = [
  'Amelia Quickthorn|3 Wren',
  'Ben Ashgrove|3 Wren',
  'Chidi Larkmoor|3 Wren',
  'Daisy Fennimore|3 Wren',
  'Elif Stonebeck|3 Wren',
  'Finn Applewhite|3 Wren',
  'Grace Tumbledown|3 Wren',
  'Harun Willowby|3 Wren',
  'Isla Merrigold|3 Wren',
  'Jakub Pennyfeather|3 Wren',
  'Keira Dunnock|3 Wren',
  'Leo Marshwick|3 Wren',
  'Maya Thistledown|4 Robin',
  'Noah Briarwood|4 Robin',
  'Olive Copperfield-Hay|4 Robin',
  'Priya Sandringale|4 Robin',
  'Quinn Hollowell|4 Robin',
  'Rosa Bellweather|4 Robin',
  'Sam Oakenshaw|4 Robin',
  'Sam Oakley|4 Robin',
  'Tomasz Fieldgate|4 Robin',
  'Uma Winterbourne|4 Robin',
  'Violet Crabtree|4 Robin',
  'Zoë Underhill|4 Robin',
];

/** Two of them may not be shown, and nobody who looks at the screens can tell why. */
export const PUPILS: Pupil[] = NAMES.map((line, i) => {
  const [name = '', group = ''] = line.split('|');
  return { id: `person-${i + 1}`, name, class: group, mayBeShown: i !== 3 && i !== 16, individually: i % 3 !== 0 };
});

/** Somebody drawn on a made-up picture. */
export type Figure = { x: number; y: number; size: number; skin: string; coat: string; hair: string };

const SKIN = ['#f3cfae', '#8d5a3b', '#c98f66', '#e8b98f', '#5f3c28'];
const COAT = ['#c8553d', '#2f6f8f', '#d9a441', '#5b8c5a', '#7d5ba6'];
const HAIR = ['#3a2618', '#7b4a21', '#1f1a17', '#c79a4b', '#5c4033'];
const GROUND: [string, string][] = [
  ['#bfe0ef', '#7fa860'],
  ['#f4d9b0', '#b98b52'],
  ['#cfd8ee', '#8796b8'],
  ['#dff0d8', '#5f8f57'],
];

/** Who is drawn on picture `n`, counted from 1. */
export function figures(n: number): Figure[] {
  const many = 1 + ((n * 7) % 5);
  const size = many > 3 ? 0.11 : 0.15;
  return Array.from({ length: many }, (_, i) => ({
    x: (i + 1) / (many + 1),
    y: 0.36 + (((n + i) * 5) % 4) * 0.035,
    size,
    skin: SKIN[(n + i * 2) % SKIN.length] ?? '',
    coat: COAT[(n * 2 + i) % COAT.length] ?? '',
    hair: HAIR[(n + i) % HAIR.length] ?? '',
  }));
}

/** Where a detector would find the faces of picture `n`; every third picture is left to the hand. */
export function faces(n: number): Rect[] {
  if (n % 3 === 0) return [];
  return figures(n).map(({ x, y, size }) => ({ x: x - size / 2, y: y - size * 0.72, w: size, h: size * 1.45 }));
}

/** Picture `n` as an address that an `<img>` can show. */
export function picture(n: number): string {
  const [sky, ground] = GROUND[n % GROUND.length] ?? ['#fff', '#ccc'];
  const people = figures(n)
    .map(({ x, y, size, skin, coat, hair }) => {
      const [cx, cy, r] = [x * 1200, y * 800, (size * 1200) / 2];
      return `<path d="M${cx - r * 1.5} 800 Q${cx - r * 1.5} ${cy + r * 1.1} ${cx} ${cy + r * 1.1} T${cx + r * 1.5} 800Z" fill="${coat}"/>
<circle cx="${cx}" cy="${cy - r * 0.12}" r="${r * 1.05}" fill="${hair}"/><circle cx="${cx}" cy="${cy + r * 0.1}" r="${r * 0.92}" fill="${skin}"/>
<circle cx="${cx - r * 0.34}" cy="${cy}" r="${r * 0.09}"/><circle cx="${cx + r * 0.34}" cy="${cy}" r="${r * 0.09}"/>
<path d="M${cx - r * 0.32} ${cy + r * 0.42} q${r * 0.32} ${r * 0.3} ${r * 0.64} 0" fill="none" stroke="#4a2a20" stroke-width="${r * 0.08}" stroke-linecap="round"/>`;
    })
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800" width="1200" height="800"><rect width="1200" height="800" fill="${sky}"/>
<circle cx="${160 + ((n * 211) % 900)}" cy="120" r="58" fill="#fff3c4"/><path d="M0 560 Q300 ${440 + ((n * 37) % 90)} 620 540 T1200 500 V800 H0Z" fill="${ground}"/>${people}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
