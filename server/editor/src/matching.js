/** Which terms fit what has been written, in any language and without accents. */

const MOST = 50;

/** A text as it is compared: София and sofia, Zürich and zurich. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * The entries that fit a word, best first: those that begin with it before those that have it inside.
 * @template {{texts: string[], weight: number}} Entry `texts` are folded; `weight` orders what fits equally well
 * @param {Entry[]} entries
 * @param {string} word
 * @returns {Entry[]}
 */
export function fitting(entries, word) {
  const wanted = fold(word);
  return entries
    .map((entry) => ({ entry, fit: Math.max(...entry.texts.map((text) => fitOf(text, wanted))) }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit || other.entry.weight - one.entry.weight)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

function fitOf(text, wanted) {
  if (!text) return 0;
  if (text.startsWith(wanted)) return 3;
  const place = text.indexOf(wanted);
  if (place < 0) return 0;
  return /[\p{L}\p{N}]/u.test(text[place - 1]) ? 1 : 2;
}
