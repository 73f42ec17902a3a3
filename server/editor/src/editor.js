/** The editor in place of the text area, which keeps the text: what is asked is always what the form holds. */

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { history, historyKeymap, standardKeymap, toggleComment } from "@codemirror/commands";
import { StreamLanguage, bracketMatching } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { completing } from "./completion.js";
import { looks } from "./looks.js";
import { marks } from "./marks.js";
import { typingOverLines } from "./typing.js";

/**
 * @param {HTMLTextAreaElement} area
 * @param {{label: HTMLElement, words: DOMStringMap, terms: () => Promise<object>, run: () => void}} page
 * @returns {EditorView}
 */
export function openEditor(area, { label, words, terms, run }) {
  const host = document.createElement("div");
  host.className = "editor";
  // In a root of its own CodeMirror brings its styles as objects, which the policy of the page has nothing against.
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
        parts(completing(terms, words)),
        EditorState.phrases.of({ Completions: words.completions }),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label.textContent, lang: "zxx" }),
        EditorView.updateListener.of((update) => update.docChanged && (area.value = update.state.doc.toString())),
        EditorView.domEventHandlers({ focus: () => void terms() }),
      ],
    }),
  });
  area.after(host);
  area.hidden = true;
  label.addEventListener("click", () => view.focus());
  return view;
}

/** Tab is bound to nothing, so that it leaves the editor. */
function parts(source) {
  return [
    lineNumbers(),
    marks,
    history(),
    drawSelection(),
    bracketMatching(),
    EditorView.lineWrapping,
    typingOverLines,
    StreamLanguage.define(sparql),
    // As many as are seen at once: a list that scrolls would need a stop of its own for the Tab key.
    autocompletion({ override: [source], icons: false, maxRenderedOptions: 12 }),
    keymap.of([...completionKeymap, ...standardKeymap, ...historyKeymap, { key: "Mod-/", run: toggleComment }]),
    looks,
  ];
}
