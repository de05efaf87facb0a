import { h } from "./dom";
import { fill, strings } from "./strings";
import { fullDate } from "./time";

export interface Line {
  who: "person" | "bot";
  text: string;
  at: Date;
}

/** Gives the person the conversation as a text file. */
export function downloadConversation(lines: Line[], parent: ParentNode): void {
  const now = new Date();
  const name = { person: strings.you, bot: strings.bot };
  const paragraphs = lines.map(({ who, text, at }) => `[${fullDate(at)}] ${name[who]}\n${text}`);
  const content = [fill(strings.fileTitle, { date: fullDate(now) }), ...paragraphs].join("\n\n") + "\n";
  const url = URL.createObjectURL(new Blob([content], { type: "text/plain;charset=utf-8" }));
  const link = h("a", { href: url, download: `${strings.fileName}-${now.toISOString().slice(0, 10)}.txt`, hidden: true });
  parent.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
