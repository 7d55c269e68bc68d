import type { BenchCase } from "../../../../host/generated/BenchCase";
import type { Request } from "../../../../host/generated/Request";
import type { Truth } from "../../../../host/generated/Truth";

/** A case whose name no other case has: a second `Assign Reader` becomes `Assign Reader (2)`. */
export function newCase(bench: readonly BenchCase[], name: string, request: Request, expect: Truth): BenchCase {
  const taken = new Set(bench.map((entry) => entry.name));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} (${number})`;
  return { name: free, request, expect };
}

export interface Verdict {
  state: "as-expected" | "otherwise" | "running" | "failed";
  words: string;
}

const words: Readonly<Record<Truth, string>> = { true: "allowed", false: "refused", unknown: "unknown" };

/** What a run of a case says; `result` is undefined until the answer is there. */
export function verdict(expect: Truth, result: Truth | undefined, failed: boolean): Verdict {
  if (failed) return { state: "failed", words: "could not be evaluated" };
  if (result === undefined) return { state: "running", words: "running" };
  if (result === expect) return { state: "as-expected", words: `${words[result]}, as expected` };
  return { state: "otherwise", words: `${words[result]}, expected ${words[expect]}` };
}
