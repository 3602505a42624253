import { PagedList } from "../paged-list";
import { useOffset } from "../use-offset";
import { type DocumentFilter, useDocuments } from "./api";
import { DocumentTable } from "./document-table";

type Props = {
  filter: DocumentFilter;
  empty: string;
  onOpen: (id: string) => void;
  withCompany?: boolean;
};

/** Documents that a filter lets through, page by page. */
export function DocumentList({ filter, empty, onOpen, withCompany = true }: Props) {
  const [offset, setOffset] = useOffset(JSON.stringify(filter));
  const list = useDocuments(filter, offset);
  return (
    <PagedList
      list={list}
      rowsOf={(page) => page.invoices}
      problem="The documents could not be read."
      empty={empty}
      offset={offset}
      onOffset={setOffset}
    >
      {(documents) => <DocumentTable documents={documents} onOpen={onOpen} withCompany={withCompany} />}
    </PagedList>
  );
}
