import { CareerChat } from "./element";

const script = document.currentScript as HTMLScriptElement | null;

if (!customElements.get("career-chat")) {
  CareerChat.home = new URL(".", script?.src ?? document.baseURI);
  customElements.define("career-chat", CareerChat);
  // One line is enough: where the page has no element of its own, the script makes one from its data- attributes.
  const start = () => {
    if (document.querySelector("career-chat") || script?.dataset["manual"] !== undefined) return;
    const element = document.createElement("career-chat");
    for (const { name, value } of script?.attributes ?? []) {
      if (name.startsWith("data-")) element.setAttribute(name.slice("data-".length), value);
    }
    document.body.append(element);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
