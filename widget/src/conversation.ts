import { Client, Failure } from "./client";
import type { Memory } from "./memory";
import type { Answer, Message, Rating, Turn } from "./protocol";

// Waits before a message is sent again by itself: a server that restarts is back within these.
const RETRY_AFTER_MS = [500, 1500, 4000];

/** What the server no longer knows, or never did. */
export type Restored = { turns: Turn[]; ended: boolean };

/** One person's conversation: starts it with the first message, sends each message once, reads it back. */
export class Conversation {
  constructor(
    private readonly client: Client,
    private readonly memory: Memory,
  ) {}

  greeting() {
    return this.client.greeting();
  }

  /** Reads the turns back; `ended` when there was a conversation that the server does not accept any more. */
  async restore(): Promise<Restored> {
    const session = this.memory.session;
    if (!session) return { turns: [], ended: false };
    try {
      return { turns: await this.client.turns(session.token), ended: false };
    } catch (error) {
      if (!isSessionEnd(error)) throw error;
      this.memory.forget();
      return { turns: [], ended: true };
    }
  }

  /**
   * Sends a message, again by itself while the server cannot be reached.
   *
   * @param onFreshStart called when the session has ended and the message opens a new conversation
   * @throws Failure when it gives up; the message may be sent again, it is counted once
   */
  async send(message: Message, onFreshStart: () => void): Promise<Answer> {
    let fresh = false;
    for (let attempt = 0; ; attempt += 1) {
      try {
        this.memory.keepPending(message);
        const session = this.memory.session ?? (await this.begin());
        const answer = await this.client.send(session.token, message);
        if ("forgotten" in answer) this.memory.forget();
        else this.memory.answered();
        return answer;
      } catch (error) {
        if (isSessionEnd(error) && !fresh) {
          fresh = true;
          this.memory.forget();
          onFreshStart();
          continue;
        }
        const wait = RETRY_AFTER_MS[attempt];
        if (!isPassing(error) || wait === undefined || !navigator.onLine) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  async rate(id: string, rating: Rating): Promise<void> {
    const session = this.memory.session;
    if (!session) throw new Failure("no_session");
    await this.client.rate(session.token, id, rating);
  }

  /** Lets the bot begin afresh. What was said stays stored under the same session, to be deleted with it. */
  async restart(): Promise<void> {
    await this.withSession((token) => this.client.restart(token));
    this.memory.answered();
  }

  /** Deletes everything, here and on the server. */
  async forget(): Promise<void> {
    await this.withSession((token) => this.client.forget(token));
    this.memory.forget();
  }

  private async withSession(act: (token: string) => Promise<void>): Promise<void> {
    const session = this.memory.session;
    if (!session) return;
    try {
      await act(session.token);
    } catch (error) {
      if (!isSessionEnd(error)) throw error;
      this.memory.forget();
    }
  }

  private async begin() {
    const session = await this.client.startSession();
    this.memory.begin(session);
    return session;
  }
}

function isSessionEnd(error: unknown): boolean {
  return error instanceof Failure && error.code === "no_session";
}

function isPassing(error: unknown): boolean {
  return error instanceof Failure && error.code === "unreachable";
}
