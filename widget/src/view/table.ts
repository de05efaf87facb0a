import { h } from "../dom";
import type { Table } from "../protocol";

// Up to so many characters a cell is not worth a second line.
const ONE_LINE = 14;

/** A table; when it is wider than the panel it can be scrolled, by keyboard too. */
export function table({ caption, headers, rows }: Table): HTMLElement {
  const element = h(
    "table",
    {},
    caption && h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...headers.map((header) => h("th", { scope: "col" }, header)))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map(cell)))),
  );
  const frame = h("div", { class: "table" }, element);
  new ResizeObserver(() => {
    const scrolls = frame.scrollWidth > frame.clientWidth;
    const asRegion = { tabindex: "0", role: "region", "aria-label": caption ?? headers.join(", ") };
    for (const [name, value] of Object.entries(asRegion)) {
      if (scrolls) frame.setAttribute(name, value);
      else frame.removeAttribute(name);
    }
  }).observe(frame);
  return frame;
}

/** The first of a row names it. */
function cell(content: string | number, column: number): HTMLElement {
  const text = String(content);
  const width = { class: text.length <= ONE_LINE && "short" };
  return column ? h("td", width, text) : h("th", { scope: "row", ...width }, text);
}
