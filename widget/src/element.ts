import { Chat } from "./chat";
import { accent } from "./color";
import { h } from "./dom";
import { Memory } from "./memory";
import { strings } from "./strings";
import styles from "./styles/widget.css";
import { rendered } from "./text";
import { Header } from "./view/header";
import { icon } from "./view/icons";

// The panel fills such screens; also a larger one at 200 % and more.
const SMALL_SCREEN = "(max-width: 520px), (max-height: 460px)";
const WARM_UP_MS = 200;
const DARK = "(prefers-color-scheme: dark)";

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
  private memory!: Memory;
  private chat!: Chat;
  private cleanUps: (() => void)[] = [];

  connectedCallback(): void {
    if (!this.root) this.build();
    if (!this.isPage) this.root.showPopover?.();
    this.watch();
    this.refresh();
    // The first text takes several times as long as all later ones: better before somebody waits for it.
    setTimeout(() => rendered(""), WARM_UP_MS);
    const open = this.memory.wasOpen ?? this.hasAttribute("open");
    if (this.isPage) void this.chat.load();
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
    this.chat.focusField(this.header.title);
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
    if (!text.trim()) return;
    this.open();
    await this.chat.load();
    await this.chat.say(text.trim());
  }

  /** Begins a new conversation. */
  async restart(): Promise<void> {
    await this.chat.restart();
    if (this.isOpen) this.chat.focusField();
  }

  private get isPage(): boolean {
    return this.getAttribute("display") === "page";
  }

  private build(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];

    const server = new URL(this.getAttribute("server") ?? "", CareerChat.home);
    this.memory = new Memory(server, this.getAttribute("remember") === "tab");
    this.chat = new Chat(server, this.memory, {
      greeting: () => this.getAttribute("greeting"),
      said: (from, text) => {
        if (!this.isPage) this.memory.keepOpen(this.isOpen);
        this.emit("message", { from, text });
      },
    });
    this.header = new Header({
      restart: () => void this.restart(),
      download: () => this.chat.download(),
      forget: () => void this.chat.forget(),
      close: this.isPage ? undefined : () => this.close(),
    });
    const parts = [this.header.element, this.chat.log.element, this.chat.composer.element];
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
    on(window, "online", () => void this.chat.retry());
    on(document, "pointerdown", (event) => this.header.clickedAt(event.composedPath()));
    this.cleanUps.push(
      this.memory.onChangeElsewhere(() => {
        if (this.chat.changedElsewhere() && this.isOpen) void this.chat.load();
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
    void this.chat.load();
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

  private emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(`career-chat-${name}`, { detail, bubbles: true, composed: true }));
  }
}
