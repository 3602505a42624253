/**
 * Kinds of scheduled action at the end of a term. Only `RenewToNewTerm` is published; the word for "cancel at the end"
 * is not confirmed, so every spelling that begins with "cancel" is understood as that.
 */
export const renewToNewTerm = "RenewToNewTerm";

export const isRenewal = (actionType: string): boolean => actionType.toLowerCase() === renewToNewTerm.toLowerCase();

export const isCancellation = (actionType: string): boolean => /^cancel/i.test(actionType);
