import { defaultKeymap } from "@codemirror/commands";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { readingSetup } from "../code/setup";

/** Code to read, search, select and copy. */
export function ReadOnlyCode({ label, code }: { label: string; code: string }) {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (parent.current === null) return undefined;
    const extensions = [readingSetup(label), EditorState.readOnly.of(true), keymap.of([...searchKeymap, ...defaultKeymap])];
    const view = new EditorView({ parent: parent.current, state: EditorState.create({ doc: code, extensions }) });
    return () => view.destroy();
  }, [label, code]);
  return <div ref={parent} style={{ height: "100%" }} />;
}
