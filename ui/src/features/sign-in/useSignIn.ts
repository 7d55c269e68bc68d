import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useHost } from "../../host/context";
import type { SignInStep } from "../../host/generated/SignInStep";
import type { StartSignIn } from "../../host/generated/StartSignIn";
import { sessionQuery } from "../../host/queries";

interface SignIn {
  /** Null while no door has been gone through. */
  step: SignInStep | null;
  failure: unknown;
  start(request: StartSignIn): Promise<void>;
  cancel(): Promise<void>;
  again(): void;
}

/** One sign-in from the door to its end. Steps come as events, the first of them perhaps before the answer with its number. */
export function useSignIn(): SignIn {
  const host = useHost();
  const client = useQueryClient();
  const [step, setStep] = useState<SignInStep | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef<number | "starting" | null>(null);

  useEffect(
    () =>
      host.watchProgress((event) => {
        if (event.kind !== "sign-in") return;
        if (running.current === "starting") running.current = event.sign_in;
        if (event.sign_in !== running.current) return;
        if (event.step.kind === "done" || event.step.kind === "failed" || event.step.kind === "cancelled") {
          running.current = null;
          void client.invalidateQueries({ queryKey: sessionQuery(host).queryKey });
        }
        setStep(event.step);
      }),
    [host, client],
  );
  return {
    step,
    failure,
    start: async (request) => {
      running.current = "starting";
      setFailure(null);
      setStep({ kind: "waiting", words: "Asking for a way in" });
      try {
        const { sign_in } = await host.startSignIn(request);
        if (running.current === "starting") running.current = sign_in;
      } catch (thrown) {
        running.current = null;
        setStep(null);
        setFailure(thrown);
      }
    },
    cancel: useCallback(async () => {
      const now = running.current;
      running.current = null;
      // One that cannot be cancelled any more has come to its end.
      if (typeof now === "number") await host.cancelSignIn({ sign_in: now }).catch(() => undefined);
    }, [host]),
    again: () => {
      setFailure(null);
      setStep(null);
    },
  };
}
