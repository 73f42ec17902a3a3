/** A button that copies each program on the page. */

const ICON = "M9 9h11v11H9zM5 15H4V4h11v1";

/**
 * @param {DOMStringMap} words of the page, in its language
 * @param {HTMLElement} status what says aloud that something was copied
 */
export function addCopying(words, status) {
  if (!navigator.clipboard) return; // only pages of this machine and those with TLS have one
  for (const program of document.querySelectorAll("#results .program")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "second copy" });
    button.title = `${words.copy}: ${program.querySelector("summary").textContent}`;
    button.setAttribute("aria-label", button.title);
    button.append(icon());
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(program.querySelector("pre").textContent);
      status.textContent = words.copied;
    });
    program.append(button);
  }
}

function icon() {
  const drawn = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = drawn("svg", { viewBox: "0 0 24 24", width: 18, height: 18, fill: "none", stroke: "currentColor", "stroke-width": 2 });
  svg.append(drawn("path", { d: ICON }));
  return svg;
}
