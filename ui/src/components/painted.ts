/** Calls back once the frame is done that draws what is in the page now. */
export function whenPainted(then: () => void): void {
  // The next frame draws it; the message arrives once that frame is done.
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      then();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** Notes, the first time, when something that is in the page now is painted. Read with `performance.getEntriesByName`. */
export function markPainted(name: "rolewright:frame" | "rolewright:rows"): void {
  if (performance.getEntriesByName(name).length > 0) return;
  whenPainted(() => performance.mark(name));
}
