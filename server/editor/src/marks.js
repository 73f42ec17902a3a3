/** The problem that the server found, at its place in the editor: the word underlined, a dot beside its line. */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter } from "@codemirror/view";

/** @typedef {{from: number, to: number, message: string}} Mark */

const marked = StateEffect.define();

/** @type {StateField<Mark|null>} */
const field = StateField.define({
  create: () => null,
  update(mark, change) {
    for (const effect of change.effects) if (effect.is(marked)) return effect.value;
    if (!mark || !change.docChanged) return mark;
    return { ...mark, from: change.changes.mapPos(mark.from, 1), to: change.changes.mapPos(mark.to, -1) };
  },
  provide: (state) => EditorView.decorations.from(state, underlined),
});

function underlined(mark) {
  if (!mark || mark.from >= mark.to) return Decoration.none;
  const attributes = { title: mark.message };
  return Decoration.set([Decoration.mark({ class: "cm-problem", attributes }).range(mark.from, mark.to)]);
}

class Dot extends GutterMarker {
  constructor(message) {
    super();
    this.message = message;
  }

  eq(other) {
    return this.message === other.message;
  }

  toDOM() {
    return Object.assign(document.createElement("span"), { textContent: "●", title: this.message });
  }
}

const dots = gutter({
  class: "cm-dots",
  lineMarker(view, line) {
    const mark = view.state.field(field);
    return mark && line.from <= mark.from && mark.from <= line.to ? new Dot(mark.message) : null;
  },
  lineMarkerChange: (update) => update.startState.field(field) !== update.state.field(field),
  initialSpacer: () => new Dot(""),
});

export const marks = [field, dots];

/**
 * Mark the place of the problem that the page tells of; without one, no place is marked.
 * @param {EditorView} view
 */
export function mark(view) {
  const problem = document.querySelector("#results [data-line]");
  view.dispatch({ effects: marked.of(problem && placed(view.state.doc, problem)) });
}

/** @returns {Mark} */
function placed(doc, problem) {
  const line = doc.line(Math.min(Number(problem.dataset.line), doc.lines));
  // The server counts code points, the editor counts units of UTF-16.
  const before = [...line.text].slice(0, Number(problem.dataset.column) - 1).join("").length;
  const word = /^[\p{L}\p{N}_]+|^\S/u.exec(line.text.slice(before))?.[0] ?? "";
  const said = ["detail", "hint"].map((part) => problem.querySelector(`.${part}`)?.textContent ?? "");
  return { from: line.from + before, to: line.from + before + word.length, message: said.join(" ").trim() };
}
