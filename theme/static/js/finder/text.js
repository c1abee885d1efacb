// Text search: words without accents and capitals, found by their beginnings.

/** The words of a text, folded: `Capacitación en Narcan` → capacitacion, en, narcan. */
export function fold(text) {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Whether every word of a question begins a word of `words` (folded, each with a space before it). */
export function hasAll(words, asked) {
  return asked.every((word) => words.includes(` ${word}`));
}
