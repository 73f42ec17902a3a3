/** A button that copies each program on the page. */

/** @param {DOMStringMap} words of the page, in its language */
export function addCopying(words) {
  if (!navigator.clipboard) return; // only pages of this machine and those with TLS have one
  for (const program of document.querySelectorAll("#results .program")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "second" });
    button.textContent = words.copy;
    button.setAttribute("aria-label", `${words.copy}: ${program.querySelector("summary").textContent}`);
    button.addEventListener("click", () => copy(program.querySelector("pre").textContent, button, words.copied));
    program.append(button);
  }
}

async function copy(text, button, copied) {
  await navigator.clipboard.writeText(text);
  button.textContent = copied;
  button.removeAttribute("aria-label");
}
