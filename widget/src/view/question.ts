import { h, spoken } from "../dom";
import { strings } from "../strings";
import { clock } from "../time";
import { icon } from "./icons";

/** What the person wrote, with what became of it. */
export class Question {
  readonly element: HTMLElement;
  private readonly state = h("div", { class: "state" });

  constructor(
    readonly text: string,
    at: Date,
  ) {
    this.element = h(
      "div",
      { class: "entry person" },
      spoken(strings.you),
      h("div", { class: "bubble" }, h("p", {}, text)),
      h("div", { class: "meta" }, h("time", { datetime: at.toISOString() }, clock(at))),
      this.state,
    );
  }

  /** Says why it was not answered, and offers to send it again. */
  fail(reason: string, retry?: () => void): void {
    this.element.classList.add("failed");
    this.state.replaceChildren(
      h("p", {}, icon("alert"), reason),
      ...(retry ? [h("button", { type: "button", class: "choice", onclick: retry }, strings.retry)] : []),
    );
  }

  /** It is on its way, again. */
  clear(): void {
    this.element.classList.remove("failed");
    this.state.replaceChildren();
  }
}
