import { h, uniqueId } from "../dom";
import { strings } from "../strings";

/** Asks before everything is deleted. Resolves to the person's choice. */
export function confirmDeletion(parent: HTMLElement): Promise<boolean> {
  const title = uniqueId("confirm");
  const text = uniqueId("confirm");
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { class: "confirm", role: "alertdialog", "aria-labelledby": title, "aria-describedby": text },
      h("h3", { id: title }, strings.deleteTitle),
      h("p", { id: text }, strings.deleteText),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "plain", onclick: () => dialog.close("") }, strings.cancel),
        h("button", { type: "button", class: "danger", onclick: () => dialog.close("yes") }, strings.deleteConfirm),
      ),
    );
    // Escape means the question, not the panel below it.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", (event) => {
      event.stopPropagation();
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    parent.append(dialog);
    dialog.showModal();
  });
}
