/** Makes the calls of scenarios with the TypeScript client. */
import { readFileSync } from "node:fs";

import * as stagewire from "@stagewire/client";

interface Scenario {
  name: string;
  call: string;
  base_url: string;
  api_key: string;
  arguments: { id?: string; idempotency_key?: string };
  options: {
    api_key?: string;
    timeout?: number;
    max_retries?: number;
    headers?: boolean;
    backoff?: number;
  };
}

const kinds: [abstract new (...given: never[]) => Error, string][] = [
  [stagewire.BadRequestError, "bad_request"],
  [stagewire.AuthenticationError, "unauthorized"],
  [stagewire.PermissionDeniedError, "forbidden"],
  [stagewire.NotFoundError, "not_found"],
  [stagewire.ConflictError, "conflict"],
  [stagewire.UnprocessableContentError, "unprocessable"],
  [stagewire.RateLimitedError, "rate_limited"],
  [stagewire.ServerError, "server"],
  [stagewire.ApiError, "api"],
  [stagewire.TimeoutError, "timeout"],
  [stagewire.ConnectionError, "connection"],
  [stagewire.InvalidResponseError, "invalid_response"],
];

function report(error: Error): Record<string, unknown> {
  const known = error instanceof stagewire.ApiError ? error : undefined;
  return {
    kind: kinds.find(([kind]) => error instanceof kind)?.[1] ?? "client",
    status: known?.status ?? null,
    code: known?.code ?? null,
    message: known?.message ?? null,
    fields: known?.errors.map(({ field, message }) => [field, message]) ?? [],
    request_id: known?.requestId ?? null,
    retry_after: known?.retryAfter ?? null,
  };
}

function shown(link: stagewire.Link): Record<string, unknown> {
  return { id: link.id, name: link.name, tags: link.tags, created: Date.parse(link.createdAt) };
}

async function outcome(client: stagewire.Stagewire, scenario: Scenario): Promise<unknown> {
  const given = scenario.arguments;
  switch (scenario.call) {
    case "get_link":
      return shown(await client.links.getLink(123));
    case "create_link":
      return shown(
        await client.links.createLink(
          { url: "https://example.com/" },
          { idempotencyKey: given.idempotency_key },
        ),
      );
    case "update_link":
      return shown(await client.links.updateLink(123, { name: null, utmCampaign: "summer_sale" }));
    case "delete_link":
      return (await client.links.deleteLink(123)) ?? null;
    case "all_links": {
      const ids: number[] = [];
      const parameters = { pageSize: 2, sortId: "desc", existsDeletedAt: true } as const;
      for await (const link of client.links.listLinksAll(parameters)) {
        ids.push(link.id);
      }
      return ids;
    }
    case "get_qr":
      return Buffer.from(await client.links.getLinkQr(123, { format: "png" })).toString("hex");
    case "get_key":
      return (await client.keys.getKey(given.id ?? "")).id;
    case "create_token": {
      const body = { app_id: "app", app_secret: "secret" };
      return (await client.applications.createToken(body)).token;
    }
    case "get_metrics":
      return await client.system.getMetrics();
    default:
      throw new Error(scenario.call);
  }
}

async function run(scenario: Scenario): Promise<unknown> {
  const { options } = scenario;
  const backoff = (options.backoff ?? 0.001) * 1000;
  const client = new stagewire.Stagewire({
    baseUrl: scenario.base_url,
    apiKey: options.api_key ?? scenario.api_key,
    timeout: (options.timeout ?? 30) * 1000,
    maxRetries: options.max_retries,
    headers: options.headers === true ? { "X-Team": "growth" } : undefined,
    initialBackoff: backoff,
    maxBackoff: backoff,
  });
  try {
    return { ok: await outcome(client, scenario) };
  } catch (error) {
    if (error instanceof stagewire.StagewireError) {
      return { error: report(error) };
    }
    throw error;
  }
}

const outcomes: Record<string, unknown> = {};
for (const scenario of JSON.parse(readFileSync(0, "utf8")) as Scenario[]) {
  outcomes[scenario.name] = await run(scenario);
}
console.log(JSON.stringify(outcomes));
