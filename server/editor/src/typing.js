/** Typing over several lines, which the browser would join by itself and style inline: the policy of the page forbids that. */

import { EditorView } from "@codemirror/view";

export const typingOverLines = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to } = view.state.selection.main;
    const lines = view.state.doc.lineAt(to).number > view.state.doc.lineAt(from).number;
    if (event.inputType !== "insertText" || event.data === null || !lines || view.composing) return false;
    view.dispatch(view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
    event.preventDefault();
    return true;
  },
});
