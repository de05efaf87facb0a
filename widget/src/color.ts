type Rgb = [number, number, number];

/** The colours that depend on the one the site chose. */
export interface Accent {
  /** Filled areas; white text on it can be read. */
  fill: string;
  /** Text and outlines on the panel's background. */
  ink: string;
  /** A hint of the colour behind text. */
  tint: string;
}

const DEFAULT: Rgb = [51, 78, 172];
const WHITE: Rgb = [255, 255, 255];
const DARK_SURFACE: Rgb = [29, 33, 43];
const READABLE = 4.8;

/** Makes the chosen colour readable: WCAG asks for a contrast of 4.5. What is not a colour gives the default. */
export function accent(chosen: string | null, dark: boolean): Accent {
  const color = parse(chosen) ?? DEFAULT;
  const surface = dark ? DARK_SURFACE : WHITE;
  return {
    fill: css(until(color, WHITE, [0, 0, 0])),
    // Also on the tint, which is a little nearer to the colour than the surface.
    ink: css(until(color, mix(surface, color, 0.12), dark ? WHITE : [0, 0, 0])),
    tint: css(mix(surface, color, dark ? 0.22 : 0.08)),
  };
}

function parse(chosen: string | null): Rgb | null {
  const context = document.createElement("canvas").getContext("2d");
  if (!chosen || !context) return null;
  // Reads any opaque colour back as #rrggbb, and keeps black when it is none.
  context.fillStyle = chosen;
  const hex = /^#(..)(..)(..)$/.exec(context.fillStyle);
  if (!hex || !CSS.supports("color", chosen)) return null;
  return hex.slice(1).map((part) => parseInt(part, 16)) as Rgb;
}

function until(color: Rgb, background: Rgb, towards: Rgb): Rgb {
  for (let part = 0; part < 1; part += 0.04) {
    const mixed = mix(color, towards, part);
    if (contrast(mixed, background) >= READABLE) return mixed;
  }
  return towards;
}

function mix(a: Rgb, b: Rgb, part: number): Rgb {
  return a.map((value, i) => Math.round(value + ((b[i] ?? 0) - value) * part)) as Rgb;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [r = 0, g = 0, b = 0] = color.map((value) => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function css(color: Rgb): string {
  return `rgb(${color.join(" ")})`;
}
