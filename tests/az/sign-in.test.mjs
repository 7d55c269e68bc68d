// The real `az` signs in to the sandbox in each of its ways, and sees the subscriptions.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { Stage } from "./cli.mjs";

let stage;
before(async () => {
  stage = await Stage.start();
});
after(() => stage?.stop());

const CONTOSO = [
  "corp-data-prod",
  "corp-finance-prod",
  "corp-finance-test",
  "corp-payroll-prod",
  "online-assistants-prod",
  "online-shop-prod",
  "online-shop-test",
  "platform-connectivity",
  "platform-identity",
  "platform-management",
  "sandbox-data-science",
  "sandbox-engineering",
];
const names = (subscriptions) => subscriptions.map(({ name }) => name).sort();

test("login and account list --refresh: an application with a secret", async () => {
  const az = stage.az();
  const { tenant } = stage.sandbox;
  const given = await az.signIn("rolewright-deployer");
  assert.deepEqual(names(given), CONTOSO);
  const [first] = given;
  assert.deepEqual(first, {
    cloudName: "sandbox",
    homeTenantId: tenant.id,
    id: first.id,
    isDefault: true,
    managedByTenants: [],
    name: "platform-identity",
    state: "Enabled",
    tenantId: tenant.id,
    user: { name: stage.sandbox.application("rolewright-deployer").client_id, type: "servicePrincipal" },
  });
  assert.deepEqual(names(await az.run("account", "list", "--refresh")), CONTOSO);
  assert.deepEqual(await az.run("account", "list"), given);
  const { environmentName, ...shown } = await az.run("account", "show");
  assert.deepEqual({ cloudName: environmentName, ...shown }, first);
});

test("login: a wrong secret is refused in Entra's words", async () => {
  const az = stage.az();
  const { client_id } = stage.sandbox.application("rolewright-deployer");
  const who = ["--username", client_id, "--password", "not it", "--tenant", stage.sandbox.tenant.id];
  const refused = await az.refused("login", "--service-principal", ...who);
  assert.match(refused.said, /AADSTS7000215: Invalid client secret provided\./);
});

test("login: an application with a certificate", async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "rolewright-az-")), "certificate.pem");
  writeFileSync(file, stage.sandbox.facts.certificate);
  const given = await stage.az().signIn("rolewright-deployer", ["--certificate", file]);
  assert.deepEqual(names(given), CONTOSO);
});

test("login: the machine's own identity", async () => {
  const { managed_identity, identity_header } = stage.sandbox.facts;
  const az = stage.az().with({ IDENTITY_ENDPOINT: managed_identity, IDENTITY_HEADER: identity_header });
  const given = await az.run("login", "--identity");
  assert.deepEqual(names(given), CONTOSO);
  assert.deepEqual(given[0].user, { assignedIdentityInfo: "MSI", name: "systemAssignedIdentity", type: "servicePrincipal" });
});

test("login: a person by device code sees what they may see", async () => {
  const az = stage.az();
  const given = await az.signInAs("eoin.murphy@contoso.example");
  assert.deepEqual(names(given), ["corp-finance-prod"]);
  assert.deepEqual(given[0].user, { name: "eoin.murphy@contoso.example", type: "user" });
  const me = await az.run("ad", "signed-in-user", "show");
  assert.equal(me.userPrincipalName, "eoin.murphy@contoso.example");
});

test("cloud register finds sign-in and Graph by the resource manager alone", async () => {
  const az = stage.az();
  const { resource_manager, login, graph } = stage.sandbox.facts;
  await az.run("cloud", "register", "-n", "found", "--endpoint-resource-manager", resource_manager);
  const { endpoints } = await az.run("cloud", "show", "-n", "found");
  assert.equal(endpoints.activeDirectory, login);
  assert.equal(endpoints.resourceManager, resource_manager);
  assert.equal(endpoints.microsoftGraphResourceId, graph);
  assert.equal(endpoints.activeDirectoryResourceId, "https://management.core.windows.net/");
});

test("rest: any address of the resource manager, with the subscription filled in", async () => {
  const az = await stage.signedIn();
  const { id } = await az.run("account", "show");
  const one = await az.run("rest", "--url", "/subscriptions/{subscriptionId}?api-version=2022-12-01");
  assert.deepEqual([one.id, one.displayName, one.state], [`/subscriptions/${id}`, "platform-identity", "Enabled"]);
  const refused = await az.refused("rest", "--url", "/subscriptions");
  assert.match(refused.said, /"code":\s*"MissingApiVersionParameter"/);
  const graph = `${stage.sandbox.facts.graph}/v1.0/organization`;
  const { value } = await az.run("rest", "--url", graph, "--resource", stage.sandbox.facts.graph);
  assert.deepEqual(value.map(({ displayName }) => displayName), ["Contoso"]);
});

test("rest: privileged identity, for which az has no command", async () => {
  const az = await stage.signedIn();
  const kind = "providers/Microsoft.Authorization/roleEligibilityScheduleInstances";
  const address = `${az.scope("platform-management")}/${kind}?api-version=2020-10-01&$filter=atScope()`;
  const { value } = await az.run("rest", "--url", address);
  const row = value.find(({ properties }) => properties.scope === az.scope("platform-management"));
  const { principal, roleDefinition } = row.properties.expandedProperties;
  assert.deepEqual([principal.displayName, roleDefinition.displayName], ["backup-administrators", "Contributor"]);
  assert.ok(row.properties.roleDefinitionId.startsWith(`${az.scope("platform-management")}/providers/`));
});
