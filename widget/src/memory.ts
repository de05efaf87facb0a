import type { Message, Session } from "./protocol";

interface Kept {
  /** Missing while the first message waits for the server. */
  session?: Session;
  open?: boolean;
  draft?: string;
  /** Sent, and not answered yet. */
  pending?: Message;
  /** Changes with every turn, which tells the other tabs. */
  turns: number;
}

/**
 * What the browser keeps for the person, from their first message on and not before.
 *
 * Where storage is forbidden everything works but remembering.
 */
export class Memory {
  private kept: Kept | null = null;
  private readonly key: string;
  private readonly storage: Storage | null;

  /**
   * @param server the bot's address: one site may embed several bots
   * @param tabOnly forget when the tab is closed, for computers that people share
   */
  constructor(server: URL, tabOnly: boolean) {
    this.key = `career-chat:${server.href}`;
    this.storage = usableStorage(tabOnly);
    this.reload();
  }

  get session(): Session | null {
    return this.kept?.session ?? null;
  }

  get wasOpen(): boolean | null {
    return this.kept?.open ?? null;
  }

  get draft(): string {
    return this.kept?.draft ?? "";
  }

  get pending(): Message | null {
    return this.kept?.pending ?? null;
  }

  begin(session: Session): void {
    this.kept = { turns: 0, ...this.kept, session };
    this.save();
  }

  keepOpen(open: boolean): void {
    this.change({ open });
  }

  keepDraft(draft: string): void {
    this.change({ draft: draft || undefined });
  }

  keepPending(pending: Message): void {
    this.kept = { turns: 0, ...this.kept, pending };
    this.save();
  }

  answered(): void {
    this.change({ pending: undefined, turns: (this.kept?.turns ?? 0) + 1 });
  }

  forget(): void {
    this.kept = null;
    this.storage?.removeItem(this.key);
  }

  /** Calls back when another tab went on with the conversation, or ended it. */
  onChangeElsewhere(changed: () => void): () => void {
    const listener = (event: StorageEvent) => {
      if (event.storageArea !== this.storage || (event.key !== this.key && event.key !== null)) return;
      const before = this.kept;
      this.reload();
      const same = before?.turns === this.kept?.turns && before?.session?.token === this.kept?.session?.token;
      if (!same) changed();
    };
    window.addEventListener("storage", listener);
    return () => window.removeEventListener("storage", listener);
  }

  private change(changes: Partial<Kept>): void {
    if (!this.kept) return;
    this.kept = { ...this.kept, ...changes };
    this.save();
  }

  private save(): void {
    try {
      this.storage?.setItem(this.key, JSON.stringify(this.kept));
    } catch {
      // The storage is full: the page goes on without it.
    }
  }

  private reload(): void {
    this.kept = null;
    try {
      const kept = JSON.parse(this.storage?.getItem(this.key) ?? "null") as Kept | null;
      if (typeof kept?.turns === "number") this.kept = kept;
    } catch {
      // Not ours, or broken: as if there were nothing.
    }
  }
}

function usableStorage(tabOnly: boolean): Storage | null {
  try {
    return tabOnly ? window.sessionStorage : window.localStorage;
  } catch {
    return null;
  }
}
