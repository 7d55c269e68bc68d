// A local Azure beside the window: `rolewright sandbox`, and a person who types codes on its page.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import https from "node:https";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../target/debug/rolewright");

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
  static start(folder, ...faults) {
    return Sandbox.serve(folder, ...faults.flatMap((fault) => ["--fault", fault]));
  }

  /** Starts one with these options of `rolewright sandbox`. */
  static async serve(folder, ...options) {
    const args = ["sandbox", "--no-throttling", ...options];
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
  async type(page, code, person) {
    await this.#send("POST", page, {}, new URLSearchParams({ user_code: code, user: person }));
  }

  /** Calls Azure Resource Manager as an application, apart from the window. */
  async call(method, address, application, body) {
    const { client_id, client_secret } = this.application(application);
    const scope = "https://management.azure.com/.default";
    const asked = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret, scope });
    const { access_token } = JSON.parse(await this.#send("POST", `${this.facts.login}/${this.tenant.id}/oauth2/v2.0/token`, {}, asked));
    const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
    return JSON.parse(await this.#send(method, this.facts.resource_manager + address, headers, body && JSON.stringify(body)));
  }

  #send(method, address, headers, body = "") {
    const form = body instanceof URLSearchParams ? { "content-type": "application/x-www-form-urlencoded" } : {};
    const sent = Buffer.from(body.toString());
    const options = { method, ca: this.facts.ca, headers: { ...form, ...headers, "content-length": sent.length } };
    return new Promise((done, fail) => {
      const request = https.request(address, options, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part) => (text += part));
        answer.once("end", () => (answer.statusCode < 300 ? done(text) : fail(new Error(`${method} ${address} is answered ${answer.statusCode}: ${text}`))));
      });
      request.once("error", fail);
      request.end(sent);
    });
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((done) => this.#child.once("exit", done));
    this.#child.kill("SIGKILL");
    await ended;
  }
}
