// The program `rolewright` beside the window: what the window gives is read by it as anybody would.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { debug } from "./harness.mjs";

const program = path.join(path.dirname(debug), "rolewright");

/** Runs it and gives what it writes; what it complains about is thrown. */
export function cli(args, input = "") {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: "utf8" });
  if (error) throw new Error(`${program} is missing: cargo build -p rolewright-cli`, { cause: error });
  if (status !== 0) throw new Error(`rolewright ${args.join(" ")}: ${stderr}${stdout}`);
  return stdout;
}
