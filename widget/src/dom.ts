type Props = Record<string, string | number | boolean | EventListener | undefined>;
type Child = Node | string | null | undefined | false;

/** Makes an element: `on…` props are listeners, true and false set or leave out an attribute, text is only text. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setProps(element, props);
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setProps(element, props);
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** Text that only screen readers say. */
export function spoken(text: string): HTMLElement {
  return h("span", { class: "spoken" }, text);
}

let ids = 0;

/** An id that no other element of this widget has. */
export function uniqueId(name: string): string {
  ids += 1;
  return `${name}-${ids}`;
}

function setProps(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
}
