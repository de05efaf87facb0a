import { h } from "./dom";

/** Copies a text, on pages without HTTPS too. */
export async function copyText(text: string, parent: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "spoken", "aria-hidden": "true", tabindex: "-1" });
    const focused = (parent.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    area.value = text;
    parent.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return copied;
  }
}
