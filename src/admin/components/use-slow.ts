import { useEffect, useState } from "react";

const PATIENCE_MS = 400;

/** Whether something has been pending for so long that it should be said. */
export function useSlow(pending: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!pending) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [pending]);
  return pending && slow;
}
