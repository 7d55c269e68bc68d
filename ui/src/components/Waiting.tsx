import { Spinner } from "@fluentui/react-components";
import { useEffect, useState } from "react";

/** Says that something is on its way, but only when it takes longer than the eye minds. */
export function Waiting({ label }: { label: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return late ? <Spinner size="small" label={label} style={{ padding: 24 }} /> : null;
}
