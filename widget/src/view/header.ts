import { h, uniqueId } from "../dom";
import { strings } from "../strings";
import { icon, type IconName } from "./icons";

export interface HeaderActions {
  restart(): void;
  download(): void;
  forget(): void;
  close?(): void;
}

/** Title, what one talks with, and the actions on the whole conversation. */
export class Header {
  readonly element: HTMLElement;
  readonly title: HTMLElement;
  private readonly toggle: HTMLButtonElement;
  private readonly menu: HTMLElement;

  constructor(actions: HeaderActions) {
    const menuId = uniqueId("menu");
    this.title = h("h2", { id: uniqueId("title"), tabindex: "-1" });
    this.toggle = h(
      "button",
      { type: "button", class: "round", "aria-label": strings.menu, title: strings.menu, "aria-expanded": "false", "aria-controls": menuId },
      icon("more"),
    );
    this.toggle.addEventListener("click", () => this.setOpen(Boolean(this.menu.hidden)));
    const item = (name: IconName, text: string, act: () => void) =>
      h("li", {}, h("button", { type: "button", onclick: () => this.take(act) }, icon(name), text));
    this.menu = h(
      "ul",
      { class: "menu", id: menuId, hidden: true },
      item("restart", strings.restart, actions.restart),
      item("download", strings.download, actions.download),
      item("trash", strings.delete, actions.forget),
    );
    this.element = h(
      "div",
      { class: "header" },
      h("div", { class: "mark" }, icon("compass")),
      h("div", { class: "titles" }, this.title, h("p", {}, strings.programme)),
      h("div", { class: "more" }, this.toggle, this.menu),
      actions.close &&
        h("button", { type: "button", class: "round", "aria-label": strings.close, title: strings.close, onclick: actions.close }, icon("close")),
    );
    this.element.addEventListener("focusout", (event) => {
      const to = event.relatedTarget as Node | null;
      if (to && !this.toggle.parentElement?.contains(to)) this.setOpen(false);
    });
  }

  /** Closes the menu; false when it was not open. */
  closeMenu(): boolean {
    if (this.menu.hidden) return false;
    this.setOpen(false);
    this.toggle.focus();
    return true;
  }

  /** A click elsewhere closes the menu. */
  clickedAt(path: EventTarget[]): void {
    if (!this.menu.hidden && this.toggle.parentElement && !path.includes(this.toggle.parentElement)) this.setOpen(false);
  }

  private take(act: () => void): void {
    this.setOpen(false);
    this.toggle.focus();
    act();
  }

  private setOpen(open: boolean): void {
    this.menu.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button")?.focus();
  }
}
