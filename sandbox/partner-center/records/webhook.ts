export interface WebhookRegistration {
  subscriberId: string;
  webhookUrl: string;
  webhookEvents: string[];
  msSignatureHeader: boolean;
}

export interface DeliveryResult {
  responseCode: string;
  responseMessage: string;
  systemError: boolean;
  dateTimeUtc: string;
}

export interface Delivery {
  id: string;
  url: string;
  /** The exact text that is signed and sent. */
  body: string;
  eventName: string;
  createdAt: string;
  nextAttemptAt: string | null;
  attempts: number;
  state: "waiting" | "held" | "delivered" | "failed" | "dropped";
  validationId: string | null;
  results: DeliveryResult[];
}
