import { h, spoken } from "../dom";
import type { Bubble, Button, Rating } from "../protocol";
import { strings } from "../strings";
import { rendered, withoutList } from "../text";
import { clock } from "../time";
import { chart } from "./chart";
import { icon } from "./icons";
import { table } from "./table";

export interface AnswerActions {
  /** A quick reply was taken. */
  choose(button: Button): void;
  copy(text: string): Promise<void>;
  /** Resolves to whether it could be stored. */
  rate(rating: Rating): Promise<boolean>;
}

/** All that the bot says to one message. */
export function answer(
  bubbles: Bubble[],
  at: Date,
  actions: AnswerActions,
  rated?: Rating,
  canRate = true,
): HTMLElement {
  const buttons = bubbles.flatMap((bubble) => bubble.buttons ?? []);
  return h(
    "div",
    { class: "entry bot" },
    spoken(strings.bot),
    ...bubbles.map(drawBubble),
    h(
      "div",
      { class: "meta" },
      h("time", { datetime: at.toISOString() }, clock(at)),
      canRate && answerButtons(plainText(bubbles), actions, rated ?? null),
    ),
    buttons.length > 0 && choices(buttons, actions),
  );
}

/** What the answer says, as text. */
export function plainText(bubbles: Bubble[]): string {
  return bubbles.map((bubble) => bubble.text ?? "").join("\n\n").trim();
}

function drawBubble(bubble: Bubble): HTMLElement {
  const drawn = bubble.custom ?? {};
  const element = h("div", { class: "bubble" });
  // A table says the same as the list in the text.
  const text = drawn.table ? withoutList(bubble.text ?? "") : (bubble.text ?? "");
  if (text) element.append(rendered(text));
  if (drawn.table) element.append(table(drawn.table));
  if (drawn.chart?.bars.length) element.append(chart(drawn.chart));
  return element;
}

function choices(buttons: Button[], actions: AnswerActions): HTMLElement {
  return h(
    "div",
    { class: "choices", role: "group", "aria-label": strings.choices },
    ...buttons.map((button) =>
      h("button", { type: "button", class: "choice", onclick: () => actions.choose(button) }, button.title),
    ),
  );
}

function answerButtons(text: string, actions: AnswerActions, rated: Rating): HTMLElement {
  let current = rated;
  const copy = h("button", { type: "button", class: "small", "aria-label": strings.copy, title: strings.copy }, icon("copy"));
  copy.addEventListener("click", async () => {
    await actions.copy(text);
    copy.replaceChildren(icon("check"));
    setTimeout(() => copy.replaceChildren(icon("copy")), 2000);
  });
  const thumbs = (["up", "down"] as const).map((rating) => {
    const name = rating === "up" ? strings.rateUp : strings.rateDown;
    const thumb = h("button", { type: "button", class: "small", "aria-label": name, title: name }, icon(rating));
    thumb.addEventListener("click", async () => {
      const wanted = current === rating ? null : rating;
      if (await actions.rate(wanted)) current = wanted;
      show();
    });
    return { rating, thumb };
  });
  const show = () => {
    for (const { rating, thumb } of thumbs) thumb.setAttribute("aria-pressed", String(current === rating));
  };
  show();
  // The log reads answers out; these buttons, the same below each of them, it need not.
  return h("div", { class: "actions", "aria-live": "off" }, copy, ...thumbs.map(({ thumb }) => thumb));
}
