import type { MedusaContainer } from "@medusajs/framework/types";
import { PROVISIONING_MODULE } from "../modules/provisioning";
import { SETTINGS_MODULE } from "../modules/settings";
import { refreshTokenStore } from "./refresh-token-store";

const KEY = Buffer.alloc(32, 1).toString("base64");
const OTHER_KEY = Buffer.alloc(32, 2).toString("base64");

type Credential = { readonly sealedRefreshToken: string; readonly seedFingerprint: string };

/** What one database keeps, and the store of a process that was started with these options. */
function installation() {
  let kept: Credential | null = null;
  const provisioning = {
    findCredential: async () => kept,
    storeCredential: async (_vendor: string, credential: Credential) => {
      kept = credential;
    },
  };
  return (secretsKey: string, refreshToken: string) => {
    const settings = { secretsKey, partnerCenter: { refreshToken } };
    const known: Record<string, unknown> = { [SETTINGS_MODULE]: { settings }, [PROVISIONING_MODULE]: provisioning };
    const resolve = (name: string) => known[name] ?? { warn: () => undefined };
    return refreshTokenStore({ resolve, hasRegistration: () => true } as unknown as MedusaContainer);
  };
}

it("the token that was rotated last counts, and the one in the options before there is any", async () => {
  const store = installation();
  expect(await store(KEY, "seed").load()).toBe("seed");
  await store(KEY, "seed").save("rotated");
  expect(await store(KEY, "seed").load()).toBe("rotated");
});

it("a token that was set anew wins over what came of the one before", async () => {
  const store = installation();
  await store(KEY, "seed").save("rotated");
  expect(await store(KEY, "consented anew").load()).toBe("consented anew");
});

it("where the key of sealing was changed, the token in the options is taken, and what comes of it is kept again", async () => {
  const store = installation();
  await store(KEY, "seed").save("rotated");
  expect(await store(OTHER_KEY, "seed").load()).toBe("seed");
  await store(OTHER_KEY, "seed").save("rotated again");
  expect(await store(OTHER_KEY, "seed").load()).toBe("rotated again");
});
