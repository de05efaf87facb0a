// What a page can do with the element; docs/widget.md lists all of it.
const chat = document.querySelector("career-chat");

document.getElementById("open").addEventListener("click", () => chat.open());
document.getElementById("ask").addEventListener("click", () => chat.send("Combien gagne un webmarketeur ?"));

for (const name of ["open", "close", "message"]) {
  chat.addEventListener(`career-chat-${name}`, (event) => {
    const detail = event.detail ? ` ${JSON.stringify(event.detail)}` : "";
    document.getElementById("events").textContent = `career-chat-${name}${detail}`;
  });
}
