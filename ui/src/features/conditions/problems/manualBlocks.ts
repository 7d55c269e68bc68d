export type Block =
  | { kind: "heading" | "paragraph" | "code"; text: string }
  | { kind: "list"; items: string[] };

/** The four shapes that rule pages are written in: headings, paragraphs, fenced code and flat lists. */
export function manualBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let fence: string[] | null = null;
  let joins = false;
  for (const line of text.split("\n")) {
    if (line.trimStart().startsWith("```")) {
      if (fence === null) fence = [];
      else {
        blocks.push({ kind: "code", text: fence.join("\n") });
        fence = null;
      }
      joins = false;
      continue;
    }
    if (fence !== null) {
      fence.push(line);
      continue;
    }
    const words = line.trim().replaceAll("**", "");
    const last = blocks.at(-1);
    if (words === "") joins = false;
    else if (words.startsWith("#")) {
      blocks.push({ kind: "heading", text: words.replace(/^#+\s*/, "") });
      joins = false;
    } else if (/^[-*] /.test(words)) {
      if (last?.kind === "list") last.items.push(words.slice(2));
      else blocks.push({ kind: "list", items: [words.slice(2)] });
      joins = true;
    } else if (joins && last?.kind === "paragraph") last.text += ` ${words}`;
    else if (joins && last?.kind === "list") last.items.push(`${last.items.pop() ?? ""} ${words}`);
    else {
      blocks.push({ kind: "paragraph", text: words });
      joins = true;
    }
  }
  if (fence !== null) blocks.push({ kind: "code", text: fence.join("\n") });
  return blocks;
}
