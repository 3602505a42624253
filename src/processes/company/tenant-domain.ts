import { InputError } from "../../errors/input-error";

const NEW_DOMAIN_SUFFIX = ".onmicrosoft.com";
const PREFIX = /^[a-z0-9]{3,27}$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The full domain of a tenant to be created.
 *
 * @throws InputError naming `prefix`: the vendor takes 3 to 27 letters and digits and nothing else
 */
export function newTenantDomain(prefix: string): string {
  const text = prefix.trim().toLowerCase().replace(NEW_DOMAIN_SUFFIX, "");
  if (!PREFIX.test(text)) {
    const hint = "must be 3 to 27 letters and digits without spaces, dots or hyphens, such as contoso";
    throw InputError.of("prefix", hint);
  }
  return `${text}${NEW_DOMAIN_SUFFIX}`;
}

/** The domain of a tenant that exists already. @throws InputError naming `domain` */
export function existingTenantDomain(domain: string): string {
  const text = domain.trim().toLowerCase();
  const labels = text.split(".");
  if (text.length > 253 || labels.length < 2 || !labels.every((label) => LABEL.test(label))) {
    throw InputError.of("domain", "must be a domain of your tenant, such as contoso.com or contoso.onmicrosoft.com");
  }
  return text;
}
