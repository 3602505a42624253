/** Whose fault a failed answer of an outside system is: it decides who acts next. */
export type OutsideFault = "customer" | "request" | "set_up" | "later" | "person";

/** What may be done with the same request after the answer. */
export type OutsideRepeat = "same_key" | "new_key" | "never";

/** One row of the list of answers of an outside system. `customer` is null where no customer is told anything. */
export type OutsideAnswer = {
  readonly answer: string;
  readonly fault: OutsideFault;
  readonly repeat: OutsideRepeat;
  readonly customer: string | null;
  readonly partner: string;
  /**
   * How far a fault of the set-up goes beyond this kind of call: `access`, to whatever is asked of the system (the one key,
   * the connection); `sign_in`, to whatever is asked with the same one of several sign-ins.
   */
  readonly reach?: "access" | "sign_in";
};
