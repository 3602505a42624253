import { z } from "zod";
import { PartnerCenterError } from "../errors";
import type { CallIds, PartnerCenterHttp } from "../http";
import { type WebhookRegistration, webhookRegistrationSchema } from "../schemas";

export const webhookOperations = (http: PartnerCenterHttp) => {
  async function getWebhookRegistration(): Promise<WebhookRegistration | null> {
    const call = { kind: "GET /webhooks/v1/registration", schema: webhookRegistrationSchema } as const;
    try {
      return (await http.send(call)).body;
    } catch (error) {
      if (error instanceof PartnerCenterError && error.status === 404) {
        return null;
      }
      throw error;
    }
  }

  return {
    getWebhookRegistration,

    /** The names of the events that this partner's account can be sent. */
    async listWebhookEvents(): Promise<string[]> {
      const schema = z.array(z.string());
      return (await http.send({ kind: "GET /webhooks/v1/registration/events", schema })).body;
    },

    /** Points the vendor's events at `url`. A partner has one registration: a second one has to replace the first. */
    async registerWebhook(url: string, events: readonly string[], ids: CallIds): Promise<WebhookRegistration> {
      const body = { WebhookUrl: url, WebhookEvents: events };
      const present = await getWebhookRegistration();
      const kind = present === null ? "POST /webhooks/v1/registration" : "PUT /webhooks/v1/registration";
      return (await http.send({ kind, schema: webhookRegistrationSchema, body, ids })).body;
    },

    /** Asks the vendor to post a `test-created` event; at most twice a minute. */
    async sendWebhookTest(ids: CallIds): Promise<string> {
      const schema = z.object({ correlationId: z.string() }).loose();
      const kind = "POST /webhooks/v1/registration/validationEvents";
      return (await http.send({ kind, schema, ids })).body.correlationId;
    },
  };
};
