/** Splits a sentence at its backticks; one that is never closed is a backtick like any other letter. */
export function quotedParts(text: string): { quoted: boolean; part: string }[] {
  const pieces = text.split("`");
  if (pieces.length % 2 === 0) return [{ quoted: false, part: text }];
  return pieces.map((part, index) => ({ quoted: index % 2 === 1, part })).filter(({ part }) => part !== "");
}
