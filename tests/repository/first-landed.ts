/** Migrations that databases of the first landed version have run. Their names must stay, whatever the modules are called. */
export const FIRST_LANDED: readonly string[] = [
  "Migration20261122010000",
  "Migration20261122010100",
  "Migration20261122010200",
  "Migration20261122011000",
  "Migration20261122011100",
  "Migration20261122011200",
  "Migration20261122012000",
  "Migration20261122012100",
  "Migration20261122013000",
  "Migration20261122013100",
  "Migration20261122030000",
  "Migration20261122030100",
  "Migration20261122030200",
  "Migration20261122040000",
];
