import { Link } from "react-router";

type PagerProps = { page: number; pages: number; label: string };

/** Links to the page before and the page after, for lists that go on. */
export function Pager({ page, pages, label }: PagerProps) {
  if (pages <= 1) {
    return null;
  }
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-4 pt-4">
      {page > 1 ? (
        <Link className="link py-0.5" to={`?page=${page - 1}`} rel="prev">
          Newer
        </Link>
      ) : (
        <span />
      )}
      <span className="text-sm text-soft">
        Page {page} of {pages}
      </span>
      {page < pages ? (
        <Link className="link py-0.5" to={`?page=${page + 1}`} rel="next">
          Older
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
