/** What stands in the place of a contact that was erased. */
export const ERASED_CONTACT = {
  first_name: "erased",
  last_name: "erased",
  email: "erased@erased.invalid",
  phone: "erased",
};

/** Whom a company's mails go to now; null when the last person who acted for it was erased. */
export const mailContactOf = ({ email }: { readonly email: string }): string | null =>
  email === ERASED_CONTACT.email ? null : email;
