/** The problem that the server found, at its place in the editor. */

import { setDiagnostics } from "@codemirror/lint";

/**
 * Mark the place of the problem that the page tells of; without one, no place is marked.
 * @param {import("@codemirror/view").EditorView} view
 */
export function mark(view) {
  const problem = document.querySelector("#results [data-line]");
  view.dispatch(setDiagnostics(view.state, problem ? [diagnostic(view.state.doc, problem)] : []));
}

function diagnostic(doc, problem) {
  const line = doc.line(Math.min(Number(problem.dataset.line), doc.lines));
  // The server counts code points, the editor counts units of UTF-16.
  const before = [...line.text].slice(0, Number(problem.dataset.column) - 1).join("").length;
  const word = /^[\p{L}\p{N}_]+|^\S/u.exec(line.text.slice(before))?.[0] ?? "";
  return {
    from: line.from + before,
    to: line.from + before + word.length,
    severity: "error",
    message: ["detail", "hint"].map((part) => problem.querySelector(`.${part}`)?.textContent ?? "").join(" ").trim(),
  };
}
