import { z } from "zod";
import { PartnerCenterError } from "../errors";
import type { CallIds, PartnerCenterHttp } from "../http";
import { type WebhookRegistration, webhookRegistrationSchema } from "../schemas";

const REGISTRATION_PATH = "/webhooks/v1/registration";

export const webhookOperations = (http: PartnerCenterHttp) => {
  async function getWebhookRegistration(): Promise<WebhookRegistration | null> {
    const call = { method: "GET", path: REGISTRATION_PATH, schema: webhookRegistrationSchema } as const;
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
      return (await http.send({ method: "GET", path: `${REGISTRATION_PATH}/events`, schema })).body;
    },

    /** Points the vendor's events at `url`. A partner has one registration: a second one has to replace the first. */
    async registerWebhook(url: string, events: readonly string[], ids: CallIds): Promise<WebhookRegistration> {
      const body = { WebhookUrl: url, WebhookEvents: events };
      const send = async (method: "POST" | "PUT", callIds: CallIds) =>
        (await http.send({ method, path: REGISTRATION_PATH, schema: webhookRegistrationSchema, body, ids: callIds }))
          .body;
      const present = await getWebhookRegistration();
      return send(present === null ? "POST" : "PUT", ids);
    },

    /** Asks the vendor to post a `test-created` event; at most twice a minute. */
    async sendWebhookTest(ids: CallIds): Promise<string> {
      const schema = z.object({ correlationId: z.string() }).loose();
      const call = { method: "POST", path: `${REGISTRATION_PATH}/validationEvents`, schema, ids } as const;
      return (await http.send(call)).body.correlationId;
    },
  };
};
