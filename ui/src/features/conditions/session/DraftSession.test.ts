import { describe, expect, it, vi } from "vitest";
import type { Analysis } from "../../../host/generated/Analysis";
import type { Host } from "../../../host/types";
import { emptyAnalysis, portalAnalysis, spanOf } from "../../../testing/fixtures";
import { contentOf, createTestHost } from "../../../testing/testHost";
import { DraftSession } from "./DraftSession";

async function open(text: string, answers: Partial<Host>): Promise<{ session: DraftSession; host: Host }> {
  const host = createTestHost({ analyzeCondition: async () => emptyAnalysis, ...answers });
  return { session: new DraftSession(host, await host.createDraft({ name: "A draft", content: contentOf(text) })), host };
}

describe("analysis", () => {
  it("asks at once, and of the texts that came meanwhile only for the last", async () => {
    const asked: string[] = [];
    const answers: ((analysis: Analysis) => void)[] = [];
    const { session } = await open("", {
      analyzeCondition: ({ text }) => {
        asked.push(text);
        return new Promise((resolve) => answers.push(resolve));
      },
    });
    session.changeText("a");
    session.changeText("ab");
    session.changeText("abc");
    expect(asked).toEqual([""]);
    answers[0]?.(emptyAnalysis);
    await vi.waitFor(() => expect(asked).toEqual(["", "abc"]));
    expect(session.state().analysis).toBeNull();
    answers[1]?.(portalAnalysis);
    await vi.waitFor(() => expect(session.state().analysis).toBe(portalAnalysis));
    expect(session.state().analysedText).toBe("abc");
  });

  it("is told of in one go with the text that was typed", async () => {
    const { session } = await open("", { analyzeCondition: async ({ text }) => (text === "a" ? portalAnalysis : emptyAnalysis) });
    await vi.waitFor(() => expect(session.state().analysis).not.toBeNull());
    const told: [string, boolean][] = [];
    session.subscribe(() => told.push([session.state().content.text, session.state().analysedText === session.state().content.text]));
    session.changeText("a");
    expect(session.state().content.text).toBe("a");
    await vi.waitFor(() => expect(told).toEqual([["a", true]]));
  });

  it("that takes long is not waited for", async () => {
    const { session } = await open("", { analyzeCondition: () => new Promise(() => undefined) });
    const told = vi.fn();
    session.subscribe(told);
    session.changeText("a");
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
    expect(session.state().analysis).toBeNull();
  });

  it("keeps the text and says so when it fails", async () => {
    const { session } = await open("x", { analyzeCondition: () => Promise.reject(new Error("gone")) });
    await vi.waitFor(() => expect(session.state().analysisFailure).toBeInstanceOf(Error));
    expect(session.state().content.text).toBe("x");
  });
});

describe("saving", () => {
  it("writes a moment after the first change, with everything typed until then", async () => {
    vi.useFakeTimers();
    try {
      const { session, host } = await open("", {});
      const save = vi.spyOn(host, "saveDraft");
      session.changeText("a");
      await vi.advanceTimersByTimeAsync(200);
      session.changeText("ab");
      await vi.advanceTimersByTimeAsync(200);
      expect(save.mock.calls.map(([{ content }]) => content.text)).toEqual(["ab"]);
      expect(session.state().saved).toBe("saved");
    } finally {
      vi.useRealTimers();
    }
  });

  it("keeps what could not be written and writes it when asked again", async () => {
    let full = true;
    const { session, host } = await open("", {});
    const save = host.saveDraft;
    host.saveDraft = (request) =>
      full ? Promise.reject({ code: "store", message: "the disk is full", hint: "free some space" }) : save(request);
    session.changeText("typed");
    await session.flush();
    expect(session.state().saved).toBe("failed");
    expect(session.state().content.text).toBe("typed");
    full = false;
    await session.flush();
    expect(session.state().saved).toBe("saved");
    expect((await host.openDraft({ id: 1 })).content.text).toBe("typed");
  });

  it("keeps what could not be saved, rather than showing another step", async () => {
    const { session, host } = await open("one", {});
    host.saveDraft = () => Promise.reject({ code: "store", message: "the disk is full", hint: null });
    session.changeText("typed");
    await expect(session.undo()).rejects.toMatchObject({ code: "store" });
    await expect(session.goTo(1)).rejects.toMatchObject({ code: "store" });
    expect(session.state().content.text).toBe("typed");
    expect(session.state().saved).toBe("failed");
  });

  it("goes back and forth through what was saved", async () => {
    const { session } = await open("one", {});
    session.changeText("two");
    await session.undo();
    expect(session.state().content.text).toBe("one");
    expect(session.state().canRedo).toBe(true);
    await session.redo();
    expect(session.state().content.text).toBe("two");
  });
});

describe("edits", () => {
  it("asks for the edit of the analysed text and takes the answer", async () => {
    const { session } = await open("old", { editCondition: async ({ text }) => ({ text: `${text}!`, edits: [] }) });
    await session.edit(() => ({ type: "remove", node: 1 }));
    expect(session.state().content.text).toBe("old!");
  });

  it("gives way to typing that came while the answer was on its way", async () => {
    let answer: ((edited: { text: string; edits: [] }) => void) | undefined;
    const { session } = await open("old", { editCondition: () => new Promise((resolve) => (answer = resolve)) });
    const edit = session.edit(() => ({ type: "remove", node: 1 }));
    await vi.waitFor(() => expect(answer).toBeDefined());
    session.changeText("typed");
    answer?.({ text: "edited", edits: [] });
    await edit;
    expect(session.state().content.text).toBe("typed");
  });

  it("applies several changes of one fix, whatever their order", async () => {
    const { session } = await open("a b c", {});
    session.applyEdits([
      { span: spanOf("a b c", "a"), replacement: "long" },
      { span: spanOf("a b c", "c"), replacement: "" },
    ]);
    expect(session.state().content.text).toBe("long b ");
  });

  it("changes nothing in version-1 text", async () => {
    const readOnly: Analysis = { ...emptyAnalysis, dialect: "v1", model: { clauses: [], editable: false } };
    const { session } = await open("v1", { analyzeCondition: async () => readOnly });
    await vi.waitFor(() => expect(session.state().analysis).toBe(readOnly));
    session.changeText("other");
    expect(session.state().content.text).toBe("v1");
  });
});
