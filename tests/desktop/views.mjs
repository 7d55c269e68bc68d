// Goes from view to view and has each judged by axe. With `PICTURES=folder` in the environment each is also drawn there,
// for eyes to judge.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Key } from "./harness.mjs";

const pictures = process.env.PICTURES;
const settled = () => new Promise((done) => setTimeout(done, 400));

export class Views {
  /** What axe found wrong, view by view. */
  problems = [];

  constructor(window, theme) {
    this.window = window;
    this.theme = theme;
  }

  /** Opens a view, has it judged, and leaves it again. */
  async judge(view, open = async () => {}, leave = async () => {}) {
    await open();
    await settled();
    for (const problem of await this.window.axe()) this.problems.push(`${view}: ${problem}`);
    if (pictures) writeFileSync(path.join(pictures, `${view}-${this.theme}.png`.replaceAll(" ", "-")), await this.window.picture());
    await leave();
  }

  /** The same for what Escape closes. */
  async judgeAbove(view, open) {
    await this.judge(view, open, async () => {
      await this.window.press(Key.ESCAPE);
      await settled();
    });
  }
}
