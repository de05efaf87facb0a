import { h, svg, uniqueId } from "../dom";
import type { Bar, Chart } from "../protocol";
import { fill, strings } from "../strings";

const WIDTH = 320;
const ROW = 46;
const BAR_TOP = 20;
const BAR = 14;
const AXIS = 22;
// About what fits beside each other at the font size of the labels.
const ONE_LINE = 40;

/** Bars from nought to each highest value; where values differ, the part between them is lighter. */
export function chart({ caption, unit, bars }: Chart): HTMLElement {
  const top = niceTop(Math.max(...bars.map((bar) => bar.max)));
  const x = (value: number) => (Math.max(0, value) / top) * WIDTH;
  const rowHeight = bars.some((bar) => bar.label.length + bar.text.length > ONE_LINE) ? ROW + 18 : ROW;
  const height = bars.length * rowHeight + AXIS;
  const title = uniqueId("chart");
  const description = uniqueId("chart");
  const alternative = bars
    .map((bar) => fill(strings.chartBar, { label: bar.label, text: bar.text }))
    .join(strings.chartBetween);
  return h(
    "figure",
    { class: "chart" },
    caption && h("figcaption", {}, caption),
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": `${title} ${description}` },
      svg("title", { id: title }, caption ?? ""),
      svg("desc", { id: description }, alternative),
      ...axis(top, x, height, unit),
      ...bars.flatMap((bar, i) => drawBar(bar, i * rowHeight, rowHeight - ROW, x)),
    ),
  );
}

function drawBar(bar: Bar, y: number, extra: number, x: (value: number) => number): SVGElement[] {
  const barTop = y + BAR_TOP + extra;
  const parts = [
    svg("text", { class: "bar-label", x: 0, y: y + 13 }, bar.label),
    extra
      ? svg("text", { class: "bar-value", x: 0, y: y + 31 }, bar.text)
      : svg("text", { class: "bar-value", x: WIDTH, y: y + 13, "text-anchor": "end" }, bar.text),
    svg("rect", { class: "bar-track", x: 0, y: barTop, width: WIDTH, height: BAR, rx: 4 }),
  ];
  if (bar.max > bar.min) {
    parts.push(svg("rect", { class: "bar-range", x: 0, y: barTop, width: x(bar.max), height: BAR, rx: 4 }));
  }
  parts.push(svg("rect", { class: "bar", x: 0, y: barTop, width: x(bar.min), height: BAR, rx: 4 }));
  return parts;
}

function axis(top: number, x: (value: number) => number, height: number, unit = ""): SVGElement[] {
  const number = new Intl.NumberFormat("fr-FR");
  return [0, 0.5, 1].map((part) => {
    const anchor = part === 0 ? "start" : part === 1 ? "end" : "middle";
    const text = `${number.format(top * part)}${unit ? `\u00a0${unit}` : ""}`;
    return svg("text", { class: "axis", x: x(top * part), y: height - 6, "text-anchor": anchor }, text);
  });
}

/** The next of 1, 2, 4, 5, 6, 8 or 10 times a power of ten: half of it is a round number too. */
function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}
