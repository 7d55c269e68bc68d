import { types, type Chord } from "./chord";

/** Something the user can do by name from the palette or by key. */
export interface Command {
  /** Stays the same over versions: changed shortcuts are kept by it. */
  id: string;
  title: string;
  /** Heading in the palette and in the list of shortcuts. */
  category: string;
  /** The key on a new machine; the user may change it. */
  chord?: Chord;
  /** Only while the focus is inside the element with this `data-commands` value. */
  within?: string;
  /** Text fields have an own meaning for the chord (undo, for one), and keep it. */
  yieldsToTextFields?: boolean;
}

export interface RunnableCommand extends Command {
  run(): void;
}

/** A thing the palette finds besides commands: a draft, a role, a template. */
export interface PaletteEntry {
  id: string;
  title: string;
  detail: string;
  category: string;
  run(): void;
}

export type PaletteSource = (query: string) => Promise<PaletteEntry[]>;

/** What can be asked for by name or key. Declared is more than runnable: a command of a page runs only while it is shown. */
export class CommandRegistry {
  #commands = new Map<string, Command>();
  #handlers = new Map<string, () => void>();
  #sources = new Set<PaletteSource>();
  #listeners = new Set<() => void>();
  #list: readonly Command[] = [];

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly commands = (): readonly Command[] => this.#list;

  declare(commands: readonly Command[]): () => void {
    for (const command of commands) this.#commands.set(command.id, command);
    this.#changed();
    return () => {
      for (const command of commands) if (this.#commands.get(command.id) === command) this.#commands.delete(command.id);
      this.#changed();
    };
  }

  handle(id: string, run: () => void): () => void {
    this.#handlers.set(id, run);
    this.#changed();
    return () => {
      if (this.#handlers.get(id) !== run) return;
      this.#handlers.delete(id);
      this.#changed();
    };
  }

  canRun(id: string): boolean {
    return this.#handlers.has(id);
  }

  run(id: string): void {
    this.#handlers.get(id)?.();
  }

  addSource(source: PaletteSource): () => void {
    this.#sources.add(source);
    return () => this.#sources.delete(source);
  }

  async search(query: string): Promise<PaletteEntry[]> {
    const found = await Promise.all([...this.#sources].map((source) => source(query)));
    return found.flat();
  }

  /** The command that a key press asks for, given where the focus is. */
  commandFor(chord: Chord, target: EventTarget | null, chords: Readonly<Record<string, Chord | undefined>>): Command | undefined {
    const element = target instanceof Element ? target : null;
    const field = element?.closest("input, textarea, select") !== null && element !== null;
    const typing = field || element?.closest("[contenteditable='true']") !== null && element !== null;
    const fits = (command: Command): boolean => {
      if (chordFor(command, chords) !== chord || !this.canRun(command.id)) return false;
      if (typing && types(chord)) return false;
      if (field && command.yieldsToTextFields === true) return false;
      return command.within === undefined || (element?.closest(`[data-commands="${command.within}"]`) ?? null) !== null;
    };
    const found = this.#list.filter(fits);
    return found.find((command) => command.within !== undefined) ?? found[0];
  }

  #changed(): void {
    this.#list = [...this.#commands.values()];
    for (const listener of this.#listeners) listener();
  }
}

/** The chord of a command on this machine: the user's, or the one it came with. */
export function chordFor(command: Pick<Command, "id" | "chord">, changed: Readonly<Record<string, Chord | undefined>>): Chord | undefined {
  const own = changed[command.id] ?? command.chord;
  return own === "" ? undefined : own;
}
