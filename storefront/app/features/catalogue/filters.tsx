import { useRef } from "react";
import { Form, useNavigation } from "react-router";
import type { OfferListAnswer } from "../../../../src/api/store/csp/offers/document";
import { Button } from "../../components/ui/button";
import { Icon } from "../../components/ui/icon";
import { useHydrated } from "../../components/use-hydrated";
import { segmentName } from "../plans/labels";

type FiltersProps = {
  filter: { q: string; segment: string; category: string };
  facets: OfferListAnswer["facets"];
};

/** Search and filters as one GET form: its address can be kept and shared. */
export function Filters({ filter, facets }: FiltersProps) {
  const form = useRef<HTMLFormElement>(null);
  const hydrated = useHydrated();
  const busy = useNavigation().location?.pathname === "/";
  const apply = () => form.current?.requestSubmit();
  return (
    <Form ref={form} role="search" action="/" className="grid grid-cols-2 gap-3 lg:grid-cols-[1fr_13rem_13rem_auto]">
      <div className="relative col-span-2 lg:col-span-1">
        <label htmlFor="q" className="sr-only">
          Search products
        </label>
        <span className="pointer-events-none absolute inset-y-0 left-3 grid place-items-center text-soft">
          <Icon name="search" />
        </span>
        <input
          id="q"
          key={filter.q}
          type="search"
          name="q"
          defaultValue={filter.q}
          placeholder="Search products"
          className="control pl-10"
          enterKeyHint="search"
        />
      </div>
      <FilterSelect
        name="segment"
        label="For"
        everything="All organisations"
        value={filter.segment}
        options={facets.segments.map((facet) => ({ ...facet, label: segmentName(facet.value) }))}
        onChange={apply}
      />
      <FilterSelect
        name="category"
        label="Category"
        everything="All categories"
        value={filter.category}
        options={facets.categories.map((facet) => ({ ...facet, label: facet.value }))}
        onChange={apply}
      />
      <Button look={hydrated ? "quiet" : "primary"} busy={busy} className="col-span-2 lg:col-span-1">
        Search
      </Button>
    </Form>
  );
}

type FilterSelectProps = {
  name: string;
  label: string;
  everything: string;
  value: string;
  options: readonly { value: string; label: string; count: number }[];
  onChange: () => void;
};

function FilterSelect({ name, label, everything, value, options, onChange }: FilterSelectProps) {
  return (
    <div>
      <label htmlFor={name} className="sr-only">
        {label}
      </label>
      <select id={name} key={value} name={name} defaultValue={value} className="control" onChange={onChange}>
        <option value="">{everything}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label} ({option.count})
          </option>
        ))}
      </select>
    </div>
  );
}
