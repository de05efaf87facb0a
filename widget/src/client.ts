import type { Answer, Bubble, Message, Rating, Session, Turn } from "./protocol";

const TIMEOUT_MS = 30_000;
// What proxies say while the bot behind them starts again.
const PASSING = [502, 503, 504];

export type FailureCode =
  | "unreachable"
  | "no_session"
  | "no_answer"
  | "too_many"
  | "too_long"
  | "foreign_origin"
  | "other";

/** A request that brought no answer. */
export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    readonly details: { seconds?: number; limit?: number } = {},
  ) {
    super(code);
  }
}

/** Speaks with the bot's web channel. Every method may throw a `Failure`, and may be called again after one. */
export class Client {
  constructor(private readonly base: URL) {}

  startSession(): Promise<Session> {
    return this.ask("POST", "sessions");
  }

  async greeting(): Promise<Bubble[]> {
    return (await this.ask<{ bubbles: Bubble[] }>("GET", "greeting")).bubbles;
  }

  async turns(token: string): Promise<Turn[]> {
    return (await this.ask<{ turns: Turn[] }>("GET", "messages", token)).turns;
  }

  send(token: string, message: Message): Promise<Answer> {
    return this.ask("POST", "messages", token, message);
  }

  rate(token: string, id: string, rating: Rating): Promise<void> {
    return this.ask("POST", "ratings", token, { id, rating });
  }

  restart(token: string): Promise<void> {
    return this.ask("POST", "restart", token, {});
  }

  forget(token: string): Promise<void> {
    return this.ask("DELETE", "conversation", token);
  }

  private async ask<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = {};
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    let response: Response;
    let content: unknown;
    try {
      response = await fetch(new URL(path, this.base), {
        method,
        headers,
        body: body ? JSON.stringify(body) : undefined,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      content = response.status === 204 ? undefined : await response.json();
    } catch {
      throw new Failure("unreachable");
    }
    if (response.ok) return content as T;
    if (PASSING.includes(response.status)) throw new Failure("unreachable");
    const { error, ...details } = content as { error?: FailureCode };
    throw new Failure(error ?? "other", details);
  }
}
