import { useEffect } from "react";
import { useRevalidator } from "react-router";

/** Reads the page's data anew every few seconds while `active`, and not while the tab is hidden. */
export function usePolling(active: boolean, seconds: number): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!active || state !== "idle") {
      return;
    }
    const timer = window.setTimeout(() => {
      if (document.visibilityState === "visible") {
        void revalidate();
      }
    }, seconds * 1000);
    const whenVisible = () => {
      if (document.visibilityState === "visible") {
        void revalidate();
      }
    };
    document.addEventListener("visibilitychange", whenVisible);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", whenVisible);
    };
  }, [active, seconds, revalidate, state]);
}
