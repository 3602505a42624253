const names: Record<string, string> = {
  "0": "Unknown",
  "10000": "CurrencyIsNotSupported",
  "10001": "CatalogItemIdIsNotValid",
  "10002": "QuotaNotAvailable",
  "10003": "InventoryNotAvailable",
  "10004": "ParticipantsIsNotSupportedForPartner",
  "10006": "UnableToProcessCartLineItem",
  "10007": "SubscriptionIsNotValid",
  "10008": "SubscriptionIsNotEnabledForRI",
  "10009": "SandboxLimitExceeded",
  "10010": "InvalidInput",
  "10011": "SubscriptionNotRegistered",
  "10012": "AttestationNotAccepted",
  "10013": "BillingPlanNotSupported",
  "10014": "InvalidPromotionId",
  "10015": "MaxAllowedSeatsPerSubscriptionExceeded",
  "10016": "InvalidCustomTermEndDateProduct",
  "10017": "InvalidCustomTermEndDate",
  "10018": "BaseOfferSeatQuantityNotMet",
  "10019": "MinimumAddOnSeatsNotMet",
  "400041": "AddOnWithoutBase",
};

export interface LineError {
  errorCode: string;
  errorDescription: string;
}

/** An error that travels on a cart line inside a 201. */
export const lineError = (errorCode: string, detail: string): LineError => ({
  errorCode,
  errorDescription: `${names[errorCode] ?? "Unknown"}: ${detail}`,
});
