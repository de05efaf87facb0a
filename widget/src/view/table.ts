import { h } from "../dom";
import type { Table } from "../protocol";

/** A table; when it is wider than the panel it can be scrolled, by keyboard too. */
export function table({ caption, headers, rows }: Table): HTMLElement {
  const element = h(
    "table",
    {},
    caption && h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...headers.map((header) => h("th", { scope: "col" }, header)))),
    h(
      "tbody",
      {},
      ...rows.map((row) =>
        h("tr", {}, ...row.map((cell, i) => (i ? h("td", {}, String(cell)) : h("th", { scope: "row" }, String(cell))))),
      ),
    ),
  );
  const frame = h("div", { class: "table" }, element);
  new ResizeObserver(() => {
    const scrolls = frame.scrollWidth > frame.clientWidth;
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", caption ?? headers.join(", ")]] as const) {
      if (scrolls) frame.setAttribute(name, value);
      else frame.removeAttribute(name);
    }
  }).observe(frame);
  return frame;
}
