import { useNavigation } from "react-router";
import type { Subject } from "./fields";

/** Whether the page is fetching the preview of such a change. */
export function useAsking(subject: Subject): boolean {
  const { state, location } = useNavigation();
  return state === "loading" && new URLSearchParams(location.search).get("change") === subject;
}
