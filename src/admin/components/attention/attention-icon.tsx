import { BellAlert } from "@medusajs/icons";
import { useQuery } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import type { AttentionCountAnswer } from "../../../api/admin/csp/attention/document";
import { read } from "../client";

export const COUNT_KEY = "csp-attention-count";
const REFRESH_MS = 60_000;
const MOST_SHOWN = 99;
/** The menu cuts off what is larger than an icon. */
const FIGURE: CSSProperties = {
  alignItems: "center",
  background: "#9f1239",
  borderRadius: 3,
  color: "#fff",
  display: "flex",
  fontSize: 9,
  fontWeight: 600,
  height: 15,
  justifyContent: "center",
  lineHeight: 1,
  width: 15,
};
const SMALL = 7;

/**
 * The menu's icon with how much waits. Medusa's menu knows no counts, but draws a page's icon as a component of its own
 * tree, so that the icon can read one and is the figure. With nothing to do, or without an answer, it is a bell.
 */
export function AttentionIcon() {
  const { data } = useQuery({
    queryKey: [COUNT_KEY],
    queryFn: () => read<AttentionCountAnswer>("/attention/count"),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
  const count = data?.count ?? 0;
  return count === 0 ? (
    <BellAlert />
  ) : (
    <span
      role="img"
      aria-label={`${count} waiting`}
      style={count > MOST_SHOWN ? { ...FIGURE, fontSize: SMALL } : FIGURE}
    >
      {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
    </span>
  );
}
