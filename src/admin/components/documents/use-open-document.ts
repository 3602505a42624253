import { useSearchParams } from "react-router-dom";

const PARAMETER = "document";

/** Which document lies open beside the page. It is part of the address, so that it can be shared and gone back from. */
export function useOpenDocument() {
  const [parameters, setParameters] = useSearchParams();
  const show = (id: string | null) =>
    setParameters((now) => {
      const next = new URLSearchParams(now);
      if (id === null) {
        next.delete(PARAMETER);
      } else {
        next.set(PARAMETER, id);
      }
      return next;
    });
  return { shown: parameters.get(PARAMETER), show };
}
