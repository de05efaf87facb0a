import { h, spoken, uniqueId } from "../dom";
import { fill, strings } from "../strings";
import { icon } from "./icons";

// The server's MAX_MESSAGE_LENGTH.
const MAX_LENGTH = 10_000;

/** Where the person writes. What they wrote stays until it is on its way. */
export class Composer {
  readonly element: HTMLFormElement;
  private readonly input: HTMLTextAreaElement;
  private readonly problem: HTMLElement;
  private busy = false;

  /**
   * @param send takes a text
   * @param typed is told of every change
   */
  constructor(
    private readonly send: (text: string) => void,
    private readonly typed: (text: string) => void,
  ) {
    const hint = uniqueId("hint");
    const problem = uniqueId("problem");
    this.input = h("textarea", {
      rows: 1,
      "aria-label": strings.inputLabel,
      placeholder: strings.inputPlaceholder,
      "aria-describedby": `${hint} ${problem}`,
      enterkeyhint: "send",
      autocomplete: "off",
      oninput: () => this.changed(),
      onkeydown: (event) => this.key(event as KeyboardEvent),
    });
    this.problem = h("p", { class: "problem", id: problem, role: "alert" });
    const help = spoken(strings.inputHint);
    help.id = hint;
    this.element = h(
      "form",
      { class: "composer", novalidate: true, onsubmit: (event) => this.submit(event) },
      this.problem,
      help,
      h(
        "div",
        { class: "field" },
        this.input,
        h("button", { type: "submit", class: "send", "aria-label": strings.send, title: strings.send }, icon("send")),
      ),
    );
  }

  get text(): string {
    return this.input.value;
  }

  set text(text: string) {
    this.input.value = text;
    this.changed();
  }

  /** While an answer is awaited one can write but not send. */
  setBusy(busy: boolean): void {
    this.busy = busy;
    this.element.classList.toggle("busy", busy);
  }

  focus(): void {
    this.input.focus();
  }

  private changed(): void {
    const length = this.input.value.trim().length;
    const tooLong = length > MAX_LENGTH;
    this.problem.textContent = tooLong ? tooLongText(length) : "";
    this.input.setAttribute("aria-invalid", String(tooLong));
    // Grows with its text, up to what the stylesheet allows.
    this.input.rows = Math.min(5, this.input.value.split("\n").length);
    while (this.input.rows < 5 && this.input.scrollHeight > this.input.clientHeight + 4) this.input.rows += 1;
    this.typed(this.input.value);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text || this.busy || text.length > MAX_LENGTH) {
      this.input.focus();
      return;
    }
    this.text = "";
    this.send(text);
    this.input.focus();
  }
}

export function tooLongText(length: number, limit = MAX_LENGTH): string {
  const number = new Intl.NumberFormat("fr-FR");
  return fill(strings.failedTooLong, { length: number.format(length), limit: number.format(limit) });
}
