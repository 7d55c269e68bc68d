// Starts what a window needs without a desktop (a screen, a session bus, tauri-driver), opens the real window
// in a data folder of its own, and takes all of it down again. It builds nothing.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Builder, By, Capabilities, Key } from "selenium-webdriver";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** What is tested. */
export const debug = path.join(root, "target/debug/rolewright-desktop");
/** What is measured; `make bench` builds it. */
export const release = path.join(root, "target/release/rolewright-desktop");
const axe = readFileSync(path.join(root, "tests/desktop/node_modules/axe-core/axe.min.js"), "utf8");

/** Everything a test waits for comes within this time, on a slow machine as well. */
export const PATIENCE = 20_000;

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
/** The longest that something is waited for; it keeps no process alive that has ended otherwise. */
const patience = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds).unref());

async function eventually(what, probe, limit = PATIENCE) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${limit / 1000} s`);
    await sleep(50);
  }
}

function freePort() {
  return new Promise((done, fail) => {
    const server = net.createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function listens(port) {
  return new Promise((done) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}

/** Ends the app that keeps its data in a folder, if it still runs. */
function end(data) {
  try {
    process.kill(Number(readFileSync(path.join(data, "pid"), "utf8")), "SIGKILL");
  } catch {
    // It is gone already, or never started.
  }
}

/** A screen, a session bus and a driver, shared by the scenarios of one file. */
export class Desk {
  #processes = [];
  #drivers = null;
  #folder = mkdtempSync(path.join(tmpdir(), "rolewright-desk-"));
  #environment = { ...process.env };
  #port = 0;
  #program;

  constructor(program) {
    this.#program = program;
  }

  static async start(program = debug) {
    if (!existsSync(program)) {
      throw new Error(`${program} is missing: cargo build -p rolewright-desktop --features custom-protocol,testing`);
    }
    const desk = new Desk(program);
    try {
      await desk.#screen();
      await desk.#bus();
      desk.#environment.PATH = [path.join(process.env.HOME ?? "", ".cargo/bin"), desk.#environment.PATH].join(path.delimiter);
      await desk.#driver();
    } catch (error) {
      await desk.stop();
      throw error;
    }
    return desk;
  }

  #run(command, args, options = {}) {
    const child = spawn(command, args, { env: this.#environment, stdio: ["ignore", "ignore", "ignore"], ...options });
    child.once("error", () => {});
    this.#processes.push(child);
    return child;
  }

  async #screen() {
    // Xvfb chooses a free number itself and writes it to the descriptor.
    const child = this.#run("Xvfb", ["-displayfd", "3", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    let written = "";
    child.stdio[3].on("data", (data) => (written += data));
    const display = await eventually("a screen", () => /^(\d+)\n/.exec(written)?.[1]);
    Object.assign(this.#environment, {
      DISPLAY: `:${display}`,
      // No graphics card.
      LIBGL_ALWAYS_SOFTWARE: "1",
      GDK_BACKEND: "x11",
      NO_AT_BRIDGE: "1",
      // Nothing of the person who runs the tests is read or written.
      HOME: this.#folder,
      XDG_RUNTIME_DIR: this.#folder,
    });
    for (const name of ["WAYLAND_DISPLAY", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"]) delete this.#environment[name];
  }

  async #bus() {
    const child = this.#run("dbus-daemon", ["--session", "--nofork", "--print-address=3"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    let written = "";
    child.stdio[3].on("data", (data) => (written += data));
    this.#environment.DBUS_SESSION_BUS_ADDRESS = await eventually("a session bus", () => /^(\S+)\n/.exec(written)?.[1]);
  }

  /**
   * Two programs: tauri-driver, and the webview's own driver behind it. Requests are answered once both listen; the
   * second one goes away without a word where its port was taken meanwhile, and then both are started anew.
   */
  async #driver() {
    for (const attempt of [1, 2, 3]) {
      await this.#end(this.#drivers);
      this.#port = await freePort();
      const native = await freePort();
      this.#drivers = this.#run("tauri-driver", ["--port", String(this.#port), "--native-port", String(native)]);
      const both = eventually("tauri-driver", async () => (await listens(this.#port)) && (await listens(native)));
      const error = await both.then(() => null, (error) => error);
      if (error === null) return;
      if (attempt === 3) throw error;
    }
  }

  async #end(child) {
    if (child === null || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill("SIGTERM");
    await Promise.race([new Promise((done) => child.once("exit", done)), patience(2_000)]);
    child.kill("SIGKILL");
  }

  /** A folder that goes away with the desk. */
  folder() {
    return mkdtempSync(path.join(this.#folder, "data-"));
  }

  /**
   * Opens the window, in a data folder of its own unless told which, and goes to a page; `null` stays where the
   * window opens. `sandbox` is a file in which a sandbox says where it is.
   */
  async open({ data = this.folder(), dialogs = this.folder(), page = "conditions", sandbox = "" } = {}) {
    const capabilities = new Capabilities();
    capabilities.set("browserName", "wry");
    capabilities.set("tauri:options", { application: this.#launcher(data, dialogs, sandbox) });
    const session = async () => {
      const driver = await new Builder().usingServer(`http://127.0.0.1:${this.#port}/`).withCapabilities(capabilities).build();
      const there = (selector) => driver.wait(() => driver.executeScript(`return document.querySelector("${selector}") !== null`), PATIENCE, "the page is there");
      await there("main > *");
      if (page !== null) await driver.executeScript(`location.hash = "#/${page}"`);
      if (page === "conditions") await there("[data-door], [role=tabpanel]");
      return driver;
    };
    // Now and then the driver's first answer never comes, or it hangs up; a second driver answers.
    for (const attempt of [1, 2, 3]) {
      const opening = session().catch((error) => {
        if (attempt < 3 && /ECONNRESET|ECONNREFUSED/.test(String(error))) return null;
        throw error;
      });
      const driver = await (attempt < 3 ? Promise.race([opening, patience(attempt * PATIENCE)]) : opening);
      if (driver) return new Window(driver, data, dialogs);
      opening.catch(() => {});
      end(data);
      await this.#driver();
    }
    throw new Error("the window does not open");
  }

  // The driver passes no environment to the app it starts, so the app is started by a script that sets it.
  #launcher(data, dialogs, sandbox) {
    const script = path.join(this.folder(), "rolewright");
    const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
    const lines = [
      "#!/bin/sh",
      `echo $$ > ${quoted(path.join(data, "pid"))}`,
      `export ROLEWRIGHT_DATA_DIR=${quoted(data)} ROLEWRIGHT_DIALOG_DIR=${quoted(dialogs)} ROLEWRIGHT_SANDBOX=${quoted(sandbox)}`,
      `exec ${quoted(this.#program)} "$@"`,
    ];
    writeFileSync(script, `${lines.join("\n")}\n`, { mode: 0o755 });
    return script;
  }

  /** What stands on the clipboard, read by another program. */
  clipboard() {
    return new Promise((done, fail) => {
      const child = spawn("xclip", ["-selection", "clipboard", "-out"], { env: this.#environment });
      let text = "";
      child.stdout.on("data", (data) => (text += data));
      child.once("error", fail);
      child.once("close", () => done(text));
    });
  }

  async stop() {
    for (const child of this.#processes.reverse()) await this.#end(child);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The open window. Elements are found as a person or a screen reader finds them: by role and name. */
export class Window {
  constructor(driver, data, dialogs) {
    this.driver = driver;
    this.data = data;
    this.dialogs = dialogs;
  }

  /** Waits for the one element of a role whose accessible name is, or matches, `name`. */
  async get(role, name, within = this.driver) {
    let looks = 0;
    return this.driver.wait(async () => (await this.#find(role, name, within, (looks += 1) % 8 === 0))[0] ?? null, PATIENCE, `${role} ${name}`);
  }

  /** All visible elements of a role and name, now. */
  all(role, name, within = this.driver) {
    return this.#find(role, name, within, true);
  }

  /**
   * Asking the driver for a name takes a few milliseconds for each element, and a page has hundreds. So the page itself
   * tells first which elements say the name anywhere; with `thorough`, where none does, each is asked after all.
   */
  async #find(role, name, within, thorough) {
    const selector = selectors[role] ?? `[role="${role}"]`;
    const inside = within === this.driver ? null : within;
    const [said, others] = await this.driver.executeScript(sayers, selector, inside, name instanceof RegExp ? name.source : (name ?? null), name instanceof RegExp ? name.flags : null).catch((error) => {
      // What was looked in went away.
      if (error.name === "StaleElementReferenceError") return [[], []];
      throw error;
    });
    const found = await this.#named(role, name, said);
    return found.length > 0 || !thorough ? found : this.#named(role, name, others);
  }

  async #named(role, name, elements) {
    const matching = [];
    for (const element of elements) {
      try {
        // Boxes and radios are transparent above their drawing, which counts as not displayed.
        if (role !== "checkbox" && role !== "radio" && !(await element.isDisplayed())) continue;
        const label = name === undefined ? "" : (await element.getAccessibleName()).trim();
        if (name === undefined || (name instanceof RegExp ? name.test(label) : label === name)) matching.push(element);
      } catch {
        // Replaced while it was looked at; the next look finds the new one.
      }
    }
    return matching;
  }

  async click(role, name, within) {
    for (let attempt = 1; ; attempt += 1) {
      const element = await this.get(role, name, within);
      try {
        // Nobody hits what is just moving, and the driver aims first and clicks then.
        await this.driver.executeAsyncScript(standsStill, element);
        await element.click();
        return element;
      } catch (error) {
        // What tells how far something is draws itself anew while it is looked for; a pane slides in above it.
        if (!["StaleElementReferenceError", "ElementClickInterceptedError"].includes(error.name) || attempt === 5) throw error;
        await sleep(100 * attempt);
      }
    }
  }

  /** Moves the focus with Tab until it is on an element of that name, as one without a mouse does. */
  async tabTo(name, limit = 60) {
    for (let step = 0; step < limit; step += 1) {
      const focused = await this.driver.switchTo().activeElement();
      const label = (await focused.getAccessibleName()).trim();
      if (name instanceof RegExp ? name.test(label) : label === name) return focused;
      await this.press(Key.TAB);
    }
    throw new Error(`Tab does not lead to ${name}`);
  }

  /** The condition's text as the code editor shows it. */
  async code() {
    return this.driver.executeScript(
`return [...document.querySelectorAll('[role="textbox"][aria-label="Condition"] .cm-line')].map((line) => line.textContent).join("\\n");`,
    );
  }

  /** Waits until the code editor's text satisfies `fits`. */
  async codeBecomes(fits, what) {
    let last = "";
    await this.driver.wait(async () => fits((last = await this.code())), PATIENCE, what).catch((error) => {
      throw new Error(`${what}; the code is:\n${last}`, { cause: error });
    });
    return last;
  }

  /** Waits until the window shows a text. */
  async sees(text) {
    const shown = () => this.driver.executeScript("return document.body.innerText");
    await this.driver.wait(
      async () => (text instanceof RegExp ? text.test(await shown()) : (await shown()).includes(text)),
      PATIENCE,
      `the text ${text}`,
    );
  }

  async press(...keys) {
    await this.driver.actions().sendKeys(...keys).perform();
  }

  /** Presses a key while others are held: `chord(Key.CONTROL, "k")`. */
  async chord(...keys) {
    const actions = this.driver.actions();
    for (const key of keys) actions.keyDown(key);
    for (const key of keys.toReversed()) actions.keyUp(key);
    await actions.perform();
  }

  /**
   * What axe finds wrong with the view as it stands. Left out are the markers with which Fluent's keyboard
   * navigation (tabster) notices the focus entering and leaving a list: they hand it on at once, so nobody can
   * rest on them, which axe cannot see. Menus are drawn above the page, and belong to a button in a landmark. Notices
   * come and fade by themselves; the view is judged without them.
   */
  async axe() {
    await this.driver.wait(() => this.driver.executeScript("return document.querySelector('.fui-ToastContainer') === null"), PATIENCE, "notices go away");
    await this.rests();
    await this.driver.executeScript(`if (!window.axe) {
      ${axe}
      axe.configure({ rules: [{ id: "region", selector: "body *:not(.fui-MenuPopover, .fui-MenuPopover *)" }] });
    }`);
    const found = await this.driver.executeAsyncScript(
      `const done = arguments[arguments.length - 1];
       axe.run({ exclude: [["[data-tabster-dummy]"]] }, { resultTypes: ["violations"] }).then(
         (r) => done(r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ") + " " + (n.failureSummary ?? "")).join("; "))),
         (e) => done(["axe failed: " + e]));`,
    );
    return found;
  }

  /** The app's process. */
  pid() {
    return Number(readFileSync(path.join(this.data, "pid"), "utf8"));
  }

  /** Ends the app as a power cut would. */
  async kill() {
    process.kill(this.pid(), "SIGKILL");
    await this.close();
  }

  /** Closes the window; a window that is gone already is closed. */
  async close() {
    await Promise.race([this.driver.quit().catch(() => {}), patience(PATIENCE)]);
    // The next start would hand itself over to one that is still closing.
    end(this.data);
  }

  /** What the next "open a file" is answered with. */
  offer(name, text) {
    const folder = path.join(this.dialogs, "open");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(path.join(folder, name), text);
  }

  /** What was saved under a name. */
  saved(name) {
    return readFileSync(path.join(this.dialogs, name), "utf8");
  }

  /** Starts a draft with a condition, by way of a file, which is quicker than typing. */
  async start(text, name = "condition.txt") {
    this.offer(name, text);
    await this.chord(Key.CONTROL, Key.SHIFT, "v");
    await this.click("button", "Open a file…");
    await this.sees("Found one condition");
    await this.click("button", /^(Use it|Open as a new draft)$/);
    await this.driver.wait(async () => (await this.all("dialog")).length === 0, PATIENCE, "the dialog goes away");
  }


  /** The page that the program would have opened in the browser. */
  openedPage() {
    return readFileSync(path.join(this.dialogs, "page"), "utf8");
  }

  /** Runs a command by its name in the palette. */
  async run(command) {
    await this.chord(Key.CONTROL, "k");
    await this.get("dialog");
    await this.press(...command);
    await this.get("option", new RegExp(`^${command}`));
    await this.press(Key.ENTER);
    await this.driver.wait(async () => (await this.all("dialog", "Search or run")).length === 0, PATIENCE, "the palette goes away");
  }

  /** Makes the page this large. */
  async resize(width, height) {
    await this.driver.manage().window().setRect({ x: 0, y: 0, width, height });
    const size = () => this.driver.executeScript("return [innerWidth, innerHeight]");
    await this.driver.wait(async () => (await size()).join() === `${width},${height}`, PATIENCE, `${width} by ${height}`);
  }

  /** Waits until nothing in the page moves and what stands there is painted. */
  async rests() {
    await this.driver.executeAsyncScript(
      `const done = arguments[arguments.length - 1];
       const moving = document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity);
       Promise.allSettled(moving.map((a) => a.finished)).then(() => requestAnimationFrame(() => requestAnimationFrame(done)));`,
    );
  }

  /** A picture of the page, as PNG. */
  async picture() {
    await this.rests();
    return Buffer.from(await this.driver.takeScreenshot(), "base64");
  }
}

/** Runs in the page: waits until an element is at the same place for some frames, or for two seconds. */
const standsStill = `
  const [element, done] = arguments;
  let [last, same, frames] = ["", 0, 0];
  const look = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const now = [x, y, width, height].join();
    same = now === last ? same + 1 : 0;
    last = now;
    if (same === 3 || (frames += 1) === 120) done();
    else requestAnimationFrame(look);
  };
  look();`;

/** Runs in the page: the elements of a selector, apart those that say a name in any of the ways in which one is said. */
const sayers = `
  const [selector, inside, name, flags] = arguments;
  const text = (node) => (node?.textContent ?? "").replace(/\\s+/g, " ").trim();
  const told = (element) => [
    element.getAttribute("aria-label"), element.getAttribute("title"), element.getAttribute("placeholder"), element.getAttribute("alt"),
    text(element), element.innerText,
    (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean).map((id) => text(document.getElementById(id))).join(" "),
    ...[...(element.labels ?? [])].map(text),
  ].map((words) => (words ?? "").replace(/\\s+/g, " ").trim());
  const says = (element) => name === null || told(element).some((words) => (flags === null ? words === name : new RegExp(name, flags).test(words)));
  const all = [...(inside ?? document).querySelectorAll(selector)].filter((element) => element.checkVisibility?.() ?? true);
  const said = all.filter(says);
  return [said, all.filter((element) => !said.includes(element))];`;

const selectors = {
  button: 'button, [role="button"]',
  tab: '[role="tab"]',
  link: "a[href], [role='link']",
  textbox: 'input:not([type]), input[type="text"], input[type="search"], textarea, [role="textbox"]',
  combobox: '[role="combobox"], select',
  heading: "h1, h2, h3, h4, [role='heading']",
  main: "main, [role='main']",
  checkbox: 'input[type="checkbox"], [role="checkbox"]',
  radio: 'input[type="radio"], [role="radio"]',
  option: '[role="option"]',
  dialog: '[role="dialog"], [role="alertdialog"]',
  password: 'input[type="password"]',
  region: 'section, [role="region"]',
};

export { By, Key };
