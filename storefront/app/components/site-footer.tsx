type SiteFooterProps = {
  seller: { name: string; support_email?: string | null; support_phone?: string | null } | null;
};

export function SiteFooter({ seller }: SiteFooterProps) {
  return (
    <footer className="no-print border-t border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-baseline justify-between gap-x-8 gap-y-3 px-4 py-8 text-sm text-soft sm:px-6">
        <p>{seller === null ? "Licences for companies" : `Microsoft licences for companies, from ${seller.name}`}</p>
        {seller !== null && (
          <p className="flex flex-wrap gap-x-6 gap-y-1">
            {seller.support_email && (
              <a className="link inline-block py-0.5" href={`mailto:${seller.support_email}`}>
                {seller.support_email}
              </a>
            )}
            {seller.support_phone && (
              <a className="link inline-block py-0.5" href={`tel:${seller.support_phone.replaceAll(/[^+\d]/g, "")}`}>
                {seller.support_phone}
              </a>
            )}
          </p>
        )}
      </div>
    </footer>
  );
}
