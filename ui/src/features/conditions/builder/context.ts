import { createContext, useContext } from "react";
import type { Catalogue } from "../../../host/generated/Catalogue";
import type { ModelEdit } from "../../../host/generated/ModelEdit";
import type { VisualModel } from "../../../host/generated/VisualModel";
import type { Spotlight } from "../spotlight";
import type { Path } from "./path";
import type { RowProblems } from "./problems";

/** What is being picked, and for which row. */
export type Ask =
  | { kind: "menu"; path: Path }
  | { kind: "attribute" | "operator" | "values" | "actions"; path: Path }
  | { kind: "add-expression"; path: Path; alternative: boolean }
  | { kind: "add-clause" };

export interface BuilderApi {
  catalogue: Catalogue;
  principalNames: Readonly<Record<string, string | undefined>>;
  readOnly: boolean;
  spotlight: Spotlight;
  problems: RowProblems;
  /** The model of the newest analysed text, with ids and spans that hold for it. */
  model(): VisualModel;
  /** The text that the model is of. */
  text(): string;
  /** Changes the text through the model, then puts the focus on a row (the same one if not said). */
  edit(make: (model: VisualModel) => ModelEdit | null, focus?: Path): Promise<void>;
  applyFix(path: Path, problem: number, fix: number): void;
  /** Opens a picker below an element, which gets the focus back. */
  ask(ask: Ask, anchor: HTMLElement): void;
  namePrincipal(id: string, name: string): void;
}

export const BuilderContext = createContext<BuilderApi | null>(null);

export function useBuilder(): BuilderApi {
  const builder = useContext(BuilderContext);
  if (builder === null) throw new Error("useBuilder outside BuilderContext");
  return builder;
}
