// A local Azure beside the window: `rolewright sandbox`, and a person who types codes on its page.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import https from "node:https";
import path from "node:path";
import { createInterface } from "node:readline";
import { debug } from "./harness.mjs";

const program = path.join(path.dirname(debug), "rolewright");

export class Sandbox {
  #child;
  /** Its addresses, certificate authority, tenants and credentials, as it prints them. */
  facts;
  /** A file with the line that it printed. */
  file;

  constructor(child, line, folder) {
    this.#child = child;
    this.facts = JSON.parse(line);
    this.file = path.join(folder, "sandbox.json");
    writeFileSync(this.file, `${line}\n`);
  }

  /** Starts one that has these faults from the beginning. */
  static async start(folder, ...faults) {
    const args = ["sandbox", "--no-throttling", ...faults.flatMap((fault) => ["--fault", fault])];
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
    const line = await new Promise((done, fail) => {
      child.once("error", (cause) => fail(new Error(`${program} is missing: cargo build -p rolewright-cli`, { cause })));
      child.once("exit", (code) => fail(new Error(`the sandbox has ended with ${code}`)));
      createInterface({ input: child.stdout }).once("line", done);
    });
    return new Sandbox(child, line, folder);
  }

  get tenant() {
    return this.facts.tenants[0];
  }

  application(name) {
    return this.tenant.applications.find((application) => application.name === name);
  }

  /** What a person does on the page: types the code and says who they are. */
  type(page, code, person) {
    const body = new URLSearchParams({ user_code: code, user: person }).toString();
    const options = { method: "POST", ca: this.facts.ca, headers: { "content-type": "application/x-www-form-urlencoded", "content-length": body.length } };
    return new Promise((done, fail) => {
      const request = https.request(page, options, (answer) => {
        answer.resume();
        answer.once("end", () => (answer.statusCode === 200 ? done() : fail(new Error(`the page answers ${answer.statusCode}`))));
      });
      request.once("error", fail);
      request.end(body);
    });
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((done) => this.#child.once("exit", done));
    this.#child.kill("SIGKILL");
    await ended;
  }
}
