import { Client, Failure } from "./client";
import { copyText } from "./clipboard";
import { accent } from "./color";
import { Conversation } from "./conversation";
import { h } from "./dom";
import { downloadConversation, type Line } from "./download";
import { Memory } from "./memory";
import type { Answer, Bubble, Button, Message, Rating, Turn } from "./protocol";
import { fill, strings } from "./strings";
import { rendered } from "./text";
import styles from "./styles/widget.css";
import { answer, plainText } from "./view/answer";
import { Composer, tooLongText } from "./view/composer";
import { confirmDeletion } from "./view/confirm";
import { Header } from "./view/header";
import { icon } from "./view/icons";
import { Log } from "./view/log";
import { Question } from "./view/question";

// The panel fills such screens; also a larger one at 200 % and more.
const SMALL_SCREEN = "(max-width: 520px), (max-height: 460px)";
const WARM_UP_MS = 200;
const DARK = "(prefers-color-scheme: dark)";

interface Failed {
  message: Message;
  question: Question;
}

/**
 * `<career-chat>`: a button that opens a conversation with the bot, or with `display="page"` the conversation alone.
 *
 * Attributes, methods and events: docs/widget.md.
 */
export class CareerChat extends HTMLElement {
  static readonly observedAttributes = ["heading", "color", "position", "theme", "launcher", "page-lang"];
  /** Where the script came from: the bot's address, unless the `server` attribute gives another. */
  static home: URL;

  private root!: HTMLElement;
  private launcher!: HTMLButtonElement;
  private panel!: HTMLElement;
  private header!: Header;
  private log!: Log;
  private composer!: Composer;
  private memory!: Memory;
  private conversation!: Conversation;
  private lines: Line[] = [];
  private greetingBubbles: Bubble[] = [];
  private loaded: Promise<void> | null = null;
  private failed: Failed | null = null;
  private busy = false;
  /** The last message's way to its answer, or to its failure. */
  private turn: Promise<void> = Promise.resolve();
  /** Ids of the messages that this page shows already. */
  private readonly sent = new Set<string>();
  private cleanUps: (() => void)[] = [];

  connectedCallback(): void {
    if (!this.root) this.build();
    const server = new URL(this.getAttribute("server") ?? "", CareerChat.home);
    this.memory = new Memory(server, this.getAttribute("remember") === "tab");
    this.conversation = new Conversation(new Client(server), this.memory);
    if (!this.isPage) this.root.showPopover?.();
    this.watch();
    this.refresh();
    this.composer.text = this.memory.draft;
    // The first text takes several times as long as all later ones: better before somebody waits for it.
    setTimeout(() => rendered(""), WARM_UP_MS);
    const open = this.memory.wasOpen ?? this.hasAttribute("open");
    if (this.isPage) void this.load();
    // On a phone it would cover the page that was asked for.
    else if (open && !matchMedia(SMALL_SCREEN).matches) this.show();
  }

  disconnectedCallback(): void {
    for (const cleanUp of this.cleanUps) cleanUp();
    this.cleanUps = [];
  }

  attributeChangedCallback(): void {
    if (this.root) this.refresh();
  }

  get isOpen(): boolean {
    return this.isPage || (this.panel as HTMLDialogElement).open;
  }

  /** Opens the panel and puts the focus into it. */
  open(): void {
    if (this.isOpen) return;
    this.show();
    this.focusField(this.header.title);
  }

  /** Closes the panel and gives the focus back to the button. */
  close(): void {
    if (this.isPage || !this.isOpen) return;
    (this.panel as HTMLDialogElement).close();
    this.closed();
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Says something for the person, for example from a link of the page. Does nothing while an answer is awaited. */
  async send(text: string): Promise<void> {
    if (!text.trim() || this.busy) return;
    this.open();
    await this.load();
    await this.say(text.trim());
  }

  /** Begins a new conversation. */
  async restart(): Promise<void> {
    await this.turn;
    try {
      await this.conversation.restart();
    } catch {
      this.log.add(this.log.notice(strings.restartFailed));
      return;
    }
    this.clear();
    await this.load();
    this.log.add(this.log.notice(strings.restarted));
    if (this.isOpen) this.focusField();
  }

  private get isPage(): boolean {
    return this.getAttribute("display") === "page";
  }

  private build(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];

    this.log = new Log();
    this.composer = new Composer(
      (text) => void this.say(text),
      (text) => this.memory?.keepDraft(text),
    );
    this.header = new Header({
      restart: () => void this.restart(),
      download: () => this.download(),
      forget: () => void this.forget(),
      close: this.isPage ? undefined : () => this.close(),
    });
    const parts = [this.header.element, this.log.element, this.composer.element];
    const named = { class: "panel", "aria-labelledby": this.header.title.id };
    this.panel = this.isPage ? h("section", named, ...parts) : h("dialog", named, ...parts);
    this.panel.addEventListener("close", () => this.closed());
    this.panel.addEventListener("keydown", (event) => this.key(event));
    this.launcher = h(
      "button",
      { type: "button", class: "launcher", "aria-haspopup": "dialog", onclick: () => this.open() },
      icon("chat"),
      h("span", {}),
    );
    this.root = h("div", { class: "root", lang: "fr" }, !this.isPage && this.launcher, this.panel);
    // Above the page and out of reach of its transforms and filters, which would move what is `position: fixed`.
    if (!this.isPage) this.root.setAttribute("popover", "manual");
    shadow.append(this.root);
  }

  private watch(): void {
    const on = (target: EventTarget, event: string, listener: (event: Event) => void) => {
      target.addEventListener(event, listener);
      this.cleanUps.push(() => target.removeEventListener(event, listener));
    };
    on(matchMedia(DARK), "change", () => this.refresh());
    on(matchMedia(SMALL_SCREEN), "change", () => this.fitScreen());
    on(window, "online", () => void this.retry());
    on(document, "pointerdown", (event) => this.header.clickedAt(event.composedPath()));
    this.cleanUps.push(
      this.memory.onChangeElsewhere(() => {
        if (this.busy) return;
        this.clear();
        if (this.isOpen) void this.load();
      }),
    );
  }

  /** Applies the attributes. */
  private refresh(): void {
    const theme = this.getAttribute("theme");
    const dark = theme === "dark" || (theme !== "light" && matchMedia(DARK).matches);
    const colors = accent(this.getAttribute("color"), dark);
    this.root.dataset["theme"] = dark ? "dark" : "light";
    this.root.dataset["position"] = this.getAttribute("position") === "left" ? "left" : "right";
    this.root.dataset["display"] = this.isPage ? "page" : "panel";
    for (const [name, value] of Object.entries(colors)) this.root.style.setProperty(`--${name}`, String(value));
    this.header.title.textContent = this.getAttribute("heading") || strings.heading;
    const pageLang = this.getAttribute("page-lang") || document.documentElement.lang || "fr";
    const usual = pageLang.toLowerCase().startsWith("fr") ? strings.launcher : strings.launcherForeign;
    const label = this.launcher.querySelector("span");
    if (label) label.textContent = this.getAttribute("launcher") || usual;
  }

  private show(): void {
    // First of all, since the answer takes longest.
    void this.load();
    this.showPanel();
    this.launcher.hidden = true;
    this.memory.keepOpen(true);
    this.emit("open");
  }

  private showPanel(): void {
    const panel = this.panel as HTMLDialogElement;
    // Over the whole screen nothing behind it may take the focus. Otherwise the page keeps it: `show()` would take it.
    if (matchMedia(SMALL_SCREEN).matches) panel.showModal();
    else panel.setAttribute("open", "");
  }

  /** Also called, later, by the event of every closing: phones have gestures for it. */
  private closed(): void {
    if (this.isOpen || !this.launcher.hidden) return;
    this.launcher.hidden = false;
    this.launcher.focus();
    this.memory.keepOpen(false);
    this.emit("close");
  }

  private fitScreen(): void {
    const panel = this.panel as HTMLDialogElement;
    if (this.isPage || !panel.open) return;
    const focused = this.shadowRoot?.activeElement as HTMLElement | null;
    // Without a close event: the person closes nothing.
    panel.removeAttribute("open");
    this.showPanel();
    focused?.focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.header.closeMenu()) this.close();
  }

  /** Shows the greeting and what was said before, once. */
  private load(): Promise<void> {
    this.loaded ??= this.restore();
    return this.loaded;
  }

  private async restore(): Promise<void> {
    try {
      const [greeting, { turns, ended }] = await Promise.all([this.conversation.greeting(), this.conversation.restore()]);
      this.greetingBubbles = greeting;
      this.fill(turns);
      if (ended) {
        this.composer.text ||= this.memory.draft;
        this.log.add(this.log.notice(strings.sessionEnded));
      }
      this.bringBackPending(turns);
    } catch (error) {
      this.loaded = null;
      if (error instanceof Failure && error.code === "foreign_origin") {
        this.log.prepend([this.log.notice(strings.failedForeign)]);
        return;
      }
      const retry = h("button", { type: "button", class: "choice" }, strings.retry);
      const notice = this.log.notice(strings.unreachable, retry);
      retry.addEventListener("click", () => {
        notice.remove();
        this.focusField();
        void this.load();
      });
      this.log.prepend([notice]);
    }
  }

  /** Puts what was said before above what was said since the page was opened. */
  private fill(turns: Turn[]): void {
    const since = this.lines;
    this.lines = [];
    const entries = [this.greetingEntry()];
    for (const turn of turns.filter(({ id }) => !this.sent.has(id))) {
      entries.push(this.questionEntry(turn).element, this.answerEntry(turn));
    }
    for (const entry of since.length ? entries : entries.slice(0, -1)) entry.querySelector(".choices")?.remove();
    this.lines.push(...since);
    this.log.prepend(entries);
  }

  private greetingEntry(): HTMLElement {
    const own = this.getAttribute("greeting");
    const bubbles = own ? this.greetingBubbles.map((bubble, i) => (i ? bubble : { ...bubble, text: own })) : this.greetingBubbles;
    const now = new Date();
    this.lines.push({ who: "bot", text: plainText(bubbles), at: now });
    return answer(bubbles, now, this.answerActions(""), null, false);
  }

  private questionEntry(turn: { text: string; at: number }): Question {
    const at = new Date(turn.at * 1000);
    this.lines.push({ who: "person", text: turn.text, at });
    return new Question(turn.text, at);
  }

  private answerEntry(turn: Turn): HTMLElement {
    const at = new Date(turn.answered_at * 1000);
    this.lines.push({ who: "bot", text: plainText(turn.bubbles), at });
    return answer(turn.bubbles, at, this.answerActions(turn.id), turn.rating);
  }

  /** A message that was on its way when the page was left: answered meanwhile, or to be sent again. */
  private bringBackPending(turns: Turn[]): void {
    const pending = this.memory.pending;
    if (!pending || this.busy || this.failed) return;
    if (turns.some((turn) => turn.id === pending.id)) {
      this.memory.answered();
      return;
    }
    const question = this.questionEntry({ text: pending.text, at: Date.now() / 1000 });
    this.log.add(question.element);
    void this.deliver(pending, question);
  }

  private async say(text: string, payload?: string): Promise<void> {
    if (this.busy) return;
    const message = { id: crypto.randomUUID?.() ?? randomId(), text, payload };
    const question = this.questionEntry({ text, at: Date.now() / 1000 });
    this.sent.add(message.id);
    this.dropFailed();
    this.log.dropChoices();
    this.log.add(question.element);
    this.emit("message", { from: "person", text });
    await this.deliver(message, question);
  }

  private deliver(message: Message, question: Question): Promise<void> {
    this.turn = this.takeTurn(message, question);
    return this.turn;
  }

  private async takeTurn(message: Message, question: Question): Promise<void> {
    this.setBusy(true);
    this.failed = null;
    question.clear();
    try {
      const result = await this.conversation.send(message, () => this.startFresh(question));
      if (!this.isPage) this.memory.keepOpen(this.isOpen);
      this.setBusy(false);
      this.showAnswer(result);
    } catch (error) {
      this.setBusy(false);
      this.showFailure(error as Failure, message, question);
    }
  }

  private showAnswer(result: Answer): void {
    if ("turn" in result) {
      this.log.add(this.answerEntry(result.turn));
      this.emit("message", { from: "bot", text: plainText(result.turn.bubbles) });
      return;
    }
    // The bot was asked to forget, and did: only its last word stays on the screen.
    this.clear();
    this.loaded = Promise.resolve();
    this.log.add(answer(result.bubbles, new Date(), this.answerActions(""), null, false));
  }

  private showFailure(error: Failure, message: Message, question: Question): void {
    const { code, details } = error instanceof Failure ? error : new Failure("other");
    this.failed = { message, question };
    const reasons: Record<string, string> = {
      unreachable: navigator.onLine ? strings.failedUnreachable : strings.failedOffline,
      no_answer: strings.failedNoAnswer,
      too_many: fill(strings.failedTooMany, { seconds: details.seconds ?? 60 }),
      too_long: tooLongText(message.text.length, details.limit),
      foreign_origin: strings.failedForeign,
    };
    const final = code === "too_long" || code === "foreign_origin";
    if (final) {
      this.failed = null;
      this.memory.answered();
      this.composer.text ||= message.text;
    }
    question.fail(reasons[code] ?? strings.failedOther, final ? undefined : () => this.retryByHand());
    this.log.say(reasons[code] ?? strings.failedOther);
    this.log.scrollToEnd();
  }

  private retryByHand(): void {
    this.focusField();
    void this.retry();
  }

  private async retry(): Promise<void> {
    if (this.busy || !this.failed) return;
    await this.deliver(this.failed.message, this.failed.question);
  }

  /** Somebody who goes on writing lets the message before go. */
  private dropFailed(): void {
    if (!this.failed) return;
    this.failed.question.fail(strings.failedOther);
    this.failed = null;
  }

  private startFresh(question: Question): void {
    const asked = this.lines.slice(-1);
    this.lines = [];
    this.log.clear();
    this.log.prepend([this.greetingEntry(), this.log.notice(strings.sessionEnded), question.element]);
    this.lines.push(...asked);
    this.log.dropChoices();
    this.log.say(strings.sessionEnded);
  }

  private clear(): void {
    this.lines = [];
    this.failed = null;
    this.loaded = null;
    this.sent.clear();
    this.log.clear();
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    this.composer.setBusy(busy);
    this.log.setTyping(busy);
  }

  private answerActions(id: string) {
    return {
      choose: (button: Button) => {
        this.focusField();
        void this.say(button.title, button.payload);
      },
      copy: async (text: string) => {
        this.log.say((await copyText(text, this.panel)) ? strings.copied : strings.copyFailed);
      },
      rate: async (rating: Rating) => {
        try {
          await this.conversation.rate(id, rating);
        } catch {
          this.log.add(this.log.notice(strings.rateFailed));
          return false;
        }
        this.log.say(rating ? strings.rated : "");
        return true;
      },
    };
  }

  private download(): void {
    downloadConversation(this.lines, this.root);
  }

  private async forget(): Promise<void> {
    if (!(await confirmDeletion(this.panel))) return;
    await this.turn;
    try {
      await this.conversation.forget();
    } catch {
      this.log.add(this.log.notice(strings.deleteFailed));
      return;
    }
    this.composer.text = "";
    this.clear();
    await this.load();
    this.log.add(this.log.notice(strings.deleted));
    this.focusField();
  }

  /** Where a touch brings a keyboard onto the screen, which hides what there is to read, the focus goes elsewhere. */
  private focusField(onTouch: HTMLElement = this.log.element): void {
    if (matchMedia("(pointer: coarse)").matches) onTouch.focus({ preventScroll: true });
    else this.composer.focus();
  }

  private emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(`career-chat-${name}`, { detail, bubbles: true, composed: true }));
  }
}

/** Pages without HTTPS have no randomUUID. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
