// Key press to updated page in the real window on an 8 KB condition, in milliseconds; prints JSON.
// The window measures itself (`rolewright:keystroke`), from the key's own time stamp to the commit of the answer.
import { Desk, Key, release } from "./harness.mjs";

const roles = Array.from({ length: 88 }, (_, i) => `${String(i).padStart(8, "0")}-0000-4000-8000-000000000000`);
const clause = (action, source) =>
  `(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})\n )\n OR \n (\n` +
  `  @${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roles.join(", ")}}\n` +
  `  AND\n  @${source}[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}\n )\n)`;
const condition = `${clause("write", "Request")}\nAND\n${clause("delete", "Resource")}`;

const quantile = (sorted, q) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] * 10) / 10;

async function measured(window, act) {
  await window.driver.executeScript('performance.clearMeasures("rolewright:keystroke")');
  await act();
  await new Promise((done) => setTimeout(done, 500));
  const all = await window.driver.executeScript(
    'return performance.getEntriesByName("rolewright:keystroke").map((entry) => entry.duration)',
  );
  const sorted = all.toSorted((a, b) => a - b);
  return { presses: sorted.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), max: quantile(sorted, 1) };
}

const desk = await Desk.start(release);
let window;
try {
  window = await desk.open();
  await window.get("button", /^From a template/);
  await window.start(condition);
  await window.codeBecomes((text) => text.includes("ActionMatches"), "the condition is shown");
  const result = { bytes: Buffer.byteLength(condition) };
  const slowly = async (keys) => {
    for (const key of keys) {
      await window.press(key);
      await new Promise((done) => setTimeout(done, 120));
    }
  };
  const editor = await window.get("textbox", "Condition");
  await editor.click();
  await window.chord(Key.CONTROL, Key.END);
  result.typing_in_code = await measured(window, () => slowly(" AND NOT Exists @Resource[a/b:c] ".repeat(3)));
  for (const [name, tab] of [["undo_beside_meaning", "Meaning"], ["undo_beside_grid", "Try it"]]) {
    await window.click("tab", tab);
    result[name] = await measured(window, async () => {
      for (let i = 0; i < 20; i += 1) {
        await window.chord(Key.CONTROL, i % 2 === 0 ? "z" : "y");
        await new Promise((done) => setTimeout(done, 200));
      }
    });
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await window?.close();
  await desk.stop();
}
