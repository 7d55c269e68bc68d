// The Azure CLI against a sandbox: `az` with a configuration of its own, signed in, asked for JSON.
//
// A cloud of another name leads it there: resource manager, sign-in and Graph are addresses in its configuration.
// https://learn.microsoft.com/cli/azure/manage-clouds-azure-cli
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Sandbox } from "../desktop/sandbox.mjs";

const python = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../target/az/bin/python");

/** A sandbox and the folder that everything about it is kept in. */
export class Stage {
  #folder;
  sandbox;

  constructor(folder, sandbox) {
    this.#folder = folder;
    this.sandbox = sandbox;
  }

  /** Starts a sandbox with these options of `rolewright sandbox`. */
  static async start(...options) {
    const folder = mkdtempSync(path.join(tmpdir(), "rolewright-az-"));
    try {
      return new Stage(folder, await Sandbox.serve(folder, ...options));
    } catch (error) {
      rmSync(folder, { recursive: true });
      throw error;
    }
  }

  /** An `az` that nobody has signed in to. */
  az() {
    return new AzureCli(mkdtempSync(path.join(this.#folder, "az-")), this.sandbox);
  }

  /** An `az` that an application has signed in to. */
  async signedIn(application = "rolewright-deployer") {
    const az = this.az();
    await az.signIn(application);
    return az;
  }

  async stop() {
    await this.sandbox.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

/** What `az` said when it did not do what it was asked. */
export class Refused extends Error {
  constructor(args, said) {
    super(`az ${args.join(" ")}: ${said}`);
    this.said = said;
    /** Azure's error code, where it was Azure who refused. */
    this.code = /^ERROR: \((\w+)\)/m.exec(said)?.[1];
  }
}

class AzureCli {
  #environment;
  #sandbox;
  /** The ids of the subscriptions by their names, once signed in. */
  subscriptions = {};

  constructor(folder, sandbox) {
    if (!existsSync(python)) throw new Error(`${python} is missing: make az`);
    this.#sandbox = sandbox;
    const { resource_manager, login, graph, ca } = sandbox.facts;
    const configuration = path.join(folder, "azure");
    const bundle = path.join(folder, "ca.pem");
    mkdirSync(configuration);
    writeFileSync(bundle, ca);
    const cloud = {
      resource_manager: `${resource_manager}/`,
      management: `${resource_manager}/`,
      gallery: `${resource_manager}/`,
      active_directory: login,
      active_directory_resource_id: "https://management.core.windows.net/",
      active_directory_graph_resource_id: `${graph}/`,
      microsoft_graph_resource_id: `${graph}/`,
    };
    const lines = Object.entries(cloud).map(([name, value]) => `endpoint_${name} = ${value}\n`);
    writeFileSync(path.join(configuration, "clouds.config"), `[sandbox]\n${lines.join("")}`);
    writeFileSync(path.join(configuration, "config"), "[cloud]\nname = sandbox\n");
    this.#environment = {
      PATH: process.env.PATH,
      HOME: folder,
      LANG: "C.UTF-8",
      AZURE_CONFIG_DIR: configuration,
      AZURE_EXTENSION_DIR: path.join(folder, "extensions"),
      REQUESTS_CA_BUNDLE: bundle,
      NO_PROXY: "127.0.0.1",
      // Otherwise it asks login.microsoftonline.com whether the sandbox's sign-in may be trusted.
      AZURE_CORE_INSTANCE_DISCOVERY: "false",
      AZURE_CORE_COLLECT_TELEMETRY: "no",
      AZURE_CORE_ENCRYPT_TOKEN_CACHE: "false",
      AZURE_CORE_LOGIN_EXPERIENCE_V2: "off",
      AZURE_CORE_NO_COLOR: "true",
      AZURE_CORE_SURVEY_MESSAGE: "no",
      AZURE_CORE_DISABLE_CONFIRM_PROMPT: "yes",
      AZURE_EXTENSION_USE_DYNAMIC_INSTALL: "no",
    };
  }

  /** The same with further variables, as a machine in Azure has them. */
  with(variables) {
    Object.assign(this.#environment, variables);
    return this;
  }

  /** Runs it and gives the JSON that it writes; nothing where it writes nothing. Throws what it refuses. */
  run(...args) {
    return new Promise((done, fail) => {
      const options = { env: this.#environment, maxBuffer: 64 * 1024 * 1024 };
      execFile(python, ["-m", "azure.cli", ...args, "-o", "json"], options, (error, stdout, stderr) => {
        if (error) fail(new Refused(args, stderr));
        else done(stdout.trim() === "" ? undefined : JSON.parse(stdout));
      });
    });
  }

  /** Runs what is to be refused, and gives the refusal. */
  async refused(...args) {
    let given;
    try {
      given = await this.run(...args);
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    }
    throw new Error(`az ${args.join(" ")} was not refused: ${JSON.stringify(given)}`);
  }

  /** Signs in as an application, with its secret or what else is named. */
  async signIn(name, credential) {
    const { client_id, client_secret } = this.#sandbox.application(name);
    const proof = credential ?? ["--password", client_secret];
    const who = ["--service-principal", "--username", client_id, ...proof];
    return this.#remember(await this.run("login", ...who, "--tenant", this.#sandbox.tenant.id));
  }

  /** Signs in as a person, who types the code elsewhere. */
  async signInAs(person) {
    const args = ["-m", "azure.cli", "login", "--use-device-code", "--tenant", this.#sandbox.tenant.id, "-o", "json"];
    const child = spawn(python, args, { env: this.#environment, stdio: ["ignore", "pipe", "pipe"] });
    let given = "";
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (part) => (given += part));
    const ended = new Promise((done) => child.once("close", done));
    createInterface({ input: child.stderr }).on("line", (line) => {
      said += `${line}\n`;
      const [, page, code] = /(https:\S+) and enter the code (\w+)/.exec(line) ?? [];
      if (code) this.#sandbox.type(page, code, person).catch((error) => child.kill() && (said += error));
    });
    if ((await ended) !== 0) throw new Refused(args, said);
    return this.#remember(JSON.parse(given));
  }

  #remember(subscriptions) {
    this.subscriptions = Object.fromEntries(subscriptions.map(({ name, id }) => [name, id]));
    return subscriptions;
  }

  /** The scope of a subscription, or of a resource group in it. */
  scope(subscription, group) {
    const id = this.subscriptions[subscription];
    if (!id) throw new Error(`${subscription} is none of ${Object.keys(this.subscriptions)}`);
    return `/subscriptions/${id}${group ? `/resourceGroups/${group}` : ""}`;
  }
}

/** The scope of a management group. */
export const managementGroup = (name) => `/providers/Microsoft.Management/managementGroups/${name}`;

/** The id of a role definition below a scope; `/` has none before it. */
export const roleDefinition = (scope, guid) => `${scope === "/" ? "" : scope}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;

/** Roles that Azure brings. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
export const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
export const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
