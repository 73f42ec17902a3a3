/** Where in a query the caret stands: what can be written there, and of what class the thing is that it is said of. */

const TOKEN =
  /#[^\n]*|"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>"{}|^`\\\s]*>|[?$]\w+|[\p{L}\w.-]*:[\p{L}\w.%/-]*|[\p{L}\w]+|\S/gu;
const TYPE = new Set(["a", "rdf:type", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"]);
const WORD = /^[A-Za-z_]+$/;

/**
 * @typedef {object} Standing
 * @property {"class"|"property"|"object"|"subject"|"any"} place
 * @property {string} cls the class that the query gives the subject; empty if it gives none
 */

/**
 * @param {string} text the query
 * @param {number} position where the word begins that is being written
 * @returns {Standing}
 */
export function standing(text, position) {
  const here = read(text.slice(0, position));
  return { place: here.place, cls: read(text).classes.get(here.subject) ?? "" };
}

/** Reads patterns token by token: subject, property, object. */
function read(text) {
  const state = { depth: 0, paren: 0, part: 0, subject: "", property: "", outer: [], classes: new Map() };
  for (const [token] of text.matchAll(TOKEN)) {
    if (!token.startsWith("#")) step(state, token.replace(/(?<=\w)\.$/, ""), token);
  }
  return { ...state, place: placeOf(state) };
}

function placeOf({ depth, paren, part, property }) {
  if (!depth || paren) return "any";
  return ["subject", "property", TYPE.has(property) ? "class" : "object"][part] ?? "any";
}

function step(state, token, written) {
  const mark = MARKS[token];
  if (mark) mark(state);
  else if (state.depth && !state.paren) term(state, token);
  if (!mark && written !== token) MARKS["."](state); // a name with the full stop of its triple behind it
}

function term(state, token) {
  if (WORD.test(token) && token !== "a") return; // FILTER, OPTIONAL, …
  if (state.part === 0) state.subject = token;
  if (state.part === 1) state.property = token;
  if (state.part === 2 && TYPE.has(state.property)) state.classes.set(state.subject, token);
  state.part = Math.min(state.part + 1, 3);
}

/** What each mark does to where we are. */
const MARKS = {
  "{": (state) => Object.assign(state, { depth: state.depth + 1, part: 0 }),
  "}": (state) => Object.assign(state, { depth: Math.max(state.depth - 1, 0), part: 0 }),
  "(": (state) => (state.paren += 1),
  ")": (state) => Object.assign(state, { paren: Math.max(state.paren - 1, 0), part: state.part === 1 ? 2 : 0 }),
  "[": (state) => {
    state.outer.push([state.subject, state.property, state.part]);
    Object.assign(state, { subject: "", property: "", part: 1 });
  },
  "]": (state) => {
    const [subject, property, part] = state.outer.pop() ?? ["", "", 0];
    Object.assign(state, { subject, property, part: part + 1 });
  },
  ".": (state) => !state.paren && (state.part = 0),
  ";": (state) => !state.paren && (state.part = 1),
  ",": (state) => !state.paren && (state.part = 2),
  "/": (state) => state.part === 2 && (state.part = 1),
  "|": (state) => state.part === 2 && (state.part = 1),
  "^": () => {},
  "*": () => {},
  "+": () => {},
  "!": () => {},
};
