import { h } from "../dom";
import { strings } from "../strings";

/** The messages: new ones are read out once and come into view. */
export class Log {
  readonly element: HTMLElement;
  private readonly messages: HTMLElement;
  private readonly typing: HTMLElement;
  private readonly status: HTMLElement;

  constructor() {
    this.messages = h("div", { class: "messages", role: "log", "aria-label": strings.messages, "aria-live": "polite" });
    this.typing = h("div", { class: "typing", "aria-hidden": "true", hidden: true }, h("i"), h("i"), h("i"));
    this.status = h("div", { class: "spoken", role: "status" });
    this.element = h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": strings.conversation },
      this.messages,
      this.typing,
      this.status,
    );
  }

  /** Adds something that happens now; it is read out. */
  add(entry: HTMLElement): void {
    this.messages.append(entry);
    this.show(entry, !matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  /** Puts what was said before above everything, silently. */
  prepend(entries: HTMLElement[]): void {
    this.messages.setAttribute("aria-live", "off");
    this.messages.prepend(...entries);
    const last = this.messages.lastElementChild as HTMLElement | null;
    if (last) this.show(last, false);
    // Screen readers look at the change after this task.
    setTimeout(() => this.messages.setAttribute("aria-live", "polite"), 200);
  }

  clear(): void {
    this.messages.replaceChildren();
  }

  notice(text: string, ...more: HTMLElement[]): HTMLElement {
    return h("div", { class: "notice" }, h("p", {}, text), ...more);
  }

  /** Quick replies are for now: once something else is said they go. */
  dropChoices(): void {
    for (const choices of this.messages.querySelectorAll(".choices")) choices.remove();
  }

  setTyping(on: boolean): void {
    this.typing.hidden = !on;
    this.say(on ? strings.typing : "");
    if (on) this.element.scrollTop = this.element.scrollHeight;
  }

  /** Has a screen reader say something that is seen elsewhere. */
  say(text: string): void {
    this.status.textContent = text;
  }

  scrollToEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }

  private show(entry: HTMLElement, smoothly: boolean): void {
    // The beginning of a long answer rather than its end.
    const fits = entry.offsetHeight < this.element.clientHeight - 48;
    const top = fits ? this.element.scrollHeight : entry.offsetTop - 16;
    this.element.scrollTo({ top, behavior: smoothly ? "smooth" : "auto" });
  }
}
