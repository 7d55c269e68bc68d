import { Button, Toast, ToastBody, ToastFooter, ToastTitle, useToastController, type ToastIntent } from "@fluentui/react-components";
import { useCallback } from "react";
import { apiErrorOf } from "../host/types";

export const toasterId = "rolewright-toasts";

interface Notice {
  intent: ToastIntent;
  title: string;
  body?: string;
  action?: { title: string; run: () => void };
}

/** Says something in passing, at the lower right, without taking the focus. */
export function useNotify(): (notice: Notice) => void {
  const { dispatchToast, dismissAllToasts } = useToastController(toasterId);
  return useCallback(
    ({ intent, title, body, action }) =>
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {body !== undefined && <ToastBody>{body}</ToastBody>}
          {action !== undefined && (
            <ToastFooter>
              <Button
                size="small"
                onClick={() => {
                  dismissAllToasts();
                  action.run();
                }}
              >
                {action.title}
              </Button>
            </ToastFooter>
          )}
        </Toast>,
        { intent, timeout: intent === "error" ? 15_000 : 6_000, pauseOnHover: true },
      ),
    [dispatchToast, dismissAllToasts],
  );
}

/** Says what failed and what to do about it, for whatever a host method threw. */
export function useNotifyFailure(): (what: string, thrown: unknown) => void {
  const notify = useNotify();
  return useCallback(
    (what, thrown) => {
      const error = apiErrorOf(thrown);
      notify({ intent: "error", title: `${what}: ${error.message}`, ...(error.hint === null ? {} : { body: error.hint }) });
    },
    [notify],
  );
}
