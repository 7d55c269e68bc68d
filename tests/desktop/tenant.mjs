// What several scenarios do with a tenant.
import { By, PATIENCE } from "./harness.mjs";

/** Writes down from now on every bar that shows how far a pull is; they come and go with Azure's answers. */
export function watchBars(window) {
  return window.driver.executeScript(`
    globalThis.bars = new Set();
    const look = () => {
      for (const bar of document.querySelectorAll("[role=progressbar][aria-label^='Reading ']")) globalThis.bars.add(bar.getAttribute("aria-label"));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });`);
}

/** The bars that were shown. */
export const bars = (window) => window.driver.executeScript("return [...globalThis.bars]");

/** Waits until no pull is under way and `count` snapshots stand in the list of the page Snapshots. */
export async function isRead(window, count = 1) {
  await window.click("link", "Snapshots");
  const done = `return document.querySelectorAll("section[aria-label^='Snapshots of'] [aria-current]").length === arguments[0]
    && document.querySelector("[role=progressbar]") === null`;
  // It may take longer than a step of a person.
  await window.driver.wait(() => window.driver.executeScript(done, count), 6 * PATIENCE, "the tenant has been read");
}

/** The scopes that the coverage of the shown snapshot lists. */
export async function coverage(window) {
  await window.click("tab", "Coverage");
  const tree = await window.get("tree", "Coverage");
  const shown = () => window.driver.executeScript("return arguments[0].innerText", tree);
  await window.driver.wait(async () => /Root/.test(await shown()), PATIENCE, "scopes in the coverage");
  return shown();
}

/** Signs in with a device code as a person does, up to the offer to take a snapshot. */
export async function signInByDeviceCode(window, sandbox) {
  await window.click("button", /^Sign in and read a tenant/);
  const dialog = await window.get("dialog", "Sign in to a tenant");
  await window.click("radio", "Device code", dialog);
  await window.click("button", "Sign in", dialog);
  const output = await window.driver.wait(async () => (await window.driver.findElements(By.css("output")))[0] ?? null, PATIENCE, "the code");
  const code = await output.getText();
  await window.click("button", "Copy and open the page");
  const opened = () => {
    try {
      return window.openedPage();
    } catch {
      return null;
    }
  };
  const page = await window.driver.wait(opened, PATIENCE, "the page is opened");
  if (!page.startsWith(sandbox.facts.login)) throw new Error(`another page is opened: ${page}`);
  await sandbox.type(page, code, sandbox.tenant.people[0]);
}
