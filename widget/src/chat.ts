import { Client, Failure } from "./client";
import { copyText } from "./clipboard";
import { Conversation } from "./conversation";
import { h } from "./dom";
import { downloadConversation, type Line } from "./download";
import type { Memory } from "./memory";
import type { Answer, Bubble, Button, Message, Rating, Turn } from "./protocol";
import { fill, strings } from "./strings";
import { answer, plainText } from "./view/answer";
import { Composer, tooLongText } from "./view/composer";
import { confirmDeletion } from "./view/confirm";
import { Log } from "./view/log";
import { Question } from "./view/question";

/** What the conversation on the screen asks of the element around it. */
export interface Surroundings {
  /** The site's own first words, if it has any. */
  greeting(): string | null;
  /** Something was said. */
  said(from: "person" | "bot", text: string): void;
}

interface Failed {
  message: Message;
  question: Question;
}

/** The conversation as the person sees it: the messages, where one writes, and what becomes of what is written. */
export class Chat {
  readonly log = new Log();
  readonly composer: Composer;
  private readonly conversation: Conversation;
  private lines: Line[] = [];
  private greetingBubbles: Bubble[] = [];
  private loaded: Promise<void> | null = null;
  private failed: Failed | null = null;
  private busy = false;
  /** The last message's way to its answer, or to its failure. */
  private turn: Promise<void> = Promise.resolve();
  /** Ids of the messages that this page shows already. */
  private readonly sent = new Set<string>();

  constructor(
    server: URL,
    private readonly memory: Memory,
    private readonly around: Surroundings,
  ) {
    this.conversation = new Conversation(new Client(server), memory);
    this.composer = new Composer(
      (text) => void this.say(text),
      (text) => memory.keepDraft(text),
    );
    this.composer.text = memory.draft;
  }

  /** Shows the greeting and what was said before, once. */
  load(): Promise<void> {
    this.loaded ??= this.restore();
    return this.loaded;
  }

  /** Says something for the person. Does nothing while an answer is awaited. */
  async say(text: string, payload?: string): Promise<void> {
    if (this.busy) return;
    const message = { id: crypto.randomUUID?.() ?? randomId(), text, payload };
    const question = this.questionEntry({ text, at: Date.now() / 1000 });
    this.sent.add(message.id);
    this.dropFailed();
    this.log.dropChoices();
    this.log.add(question.element);
    this.around.said("person", text);
    await this.deliver(message, question);
  }

  /** Sends again what could not be sent. */
  async retry(): Promise<void> {
    if (this.busy || !this.failed) return;
    await this.deliver(this.failed.message, this.failed.question);
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
  }

  /** Deletes everything, after a question. */
  async forget(): Promise<void> {
    if (!(await confirmDeletion(this.log.element))) return;
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

  /** Gives the person the conversation as a file. */
  download(): void {
    downloadConversation(this.lines, this.log.element);
  }

  /** Another tab went on with the conversation, or ended it. Tells whether there is something new to load. */
  changedElsewhere(): boolean {
    if (this.busy) return false;
    this.clear();
    return true;
  }

  /** Where a touch brings a keyboard onto the screen, which hides what there is to read, the focus goes elsewhere. */
  focusField(onTouch: HTMLElement = this.log.element): void {
    if (matchMedia("(pointer: coarse)").matches) onTouch.focus({ preventScroll: true });
    else this.composer.focus();
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
    const own = this.around.greeting();
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
      this.around.said("bot", plainText(result.turn.bubbles));
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
        this.log.say((await copyText(text, this.log.element)) ? strings.copied : strings.copyFailed);
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
}

/** Pages without HTTPS have no randomUUID. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
