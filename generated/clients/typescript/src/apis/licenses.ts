import type {
  ActivateLicense,
  CreateLicensePolicy,
  DeactivateLicense,
  Heartbeat,
  IssueLicense,
  IssueLicenseFile,
  License,
  LicenseActivation,
  LicenseDevice,
  LicenseDevicePage,
  LicenseFile,
  LicenseKeySet,
  LicensePage,
  LicensePolicy,
  LicensePolicyPage,
  LicenseSigningKeys,
  LicenseState,
  LicenseStatus,
  LicenseValidation,
  RenameLicenseDevice,
  RotateLicenseSigningKey,
  SendHeartbeat,
  UpdateLicense,
  UpdateLicensePolicy,
  ValidateLicense,
} from "../models.js";
import { segment, walk } from "../transport.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `listLicensePolicies`. */
export interface ListLicensePoliciesParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
}

/** The parameters of `listLicenses`. */
export interface ListLicensesParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** Only licences with this status. */
  status?: LicenseState | undefined;
  /** Only licences of this policy. */
  policyId?: string | undefined;
  /** Only licences of exactly this holder. */
  holder?: string | undefined;
}

/** The parameters of `listLicenseDevices`. */
export interface ListLicenseDevicesParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
}

/** The parameters of `getLicenseKeySet`. */
export interface GetLicenseKeySetParameters {
  /** Whose keys; those of the sandbox verify no file of production. Default: "production". */
  environment?: "production" | "sandbox" | undefined;
}

/** Software licences with device limits, floating seats, heartbeats and files that verify offline. */
export class LicensesApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * List policies.
   *
   * The policies of the key's application and environment, newest first.
   *
   * Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and
   * API key.
   */
  async listLicensePolicies(parameters: ListLicensePoliciesParameters = {}, options: RequestOptions = {}): Promise<LicensePolicyPage> {
    return this.#transport.send<LicensePolicyPage>(
      {
        method: "GET",
        path: "/api/license-policies",
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listLicensePolicies`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listLicensePoliciesAll(parameters: ListLicensePoliciesParameters = {}, options: RequestOptions = {}): AsyncGenerator<LicensePolicy, void, undefined> {
    return walk(
      (currentPage) => this.listLicensePolicies({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Create a policy.
   *
   * Only `name` is required. Without more a licence is perpetual, for one device that keeps its
   * place.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   */
  async createLicensePolicy(body: CreateLicensePolicy, options: RequestOptions = {}): Promise<LicensePolicy> {
    return this.#transport.send<LicensePolicy>(
      {
        method: "POST",
        path: "/api/license-policies",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        idempotent: true,
      },
      options,
    );
  }

  /**
   * Get a policy.
   *
   * A policy of the key's application and environment.
   *
   * Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param policyId The policy's id.
   */
  async getLicensePolicy(policyId: string, options: RequestOptions = {}): Promise<LicensePolicy> {
    return this.#transport.send<LicensePolicy>(
      {
        method: "GET",
        path: `/api/license-policies/${segment("policyId", policyId)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Delete a policy.
   *
   * A policy that has licences, revoked ones too, answers `409`.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param policyId The policy's id.
   */
  async deleteLicensePolicy(policyId: string, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/license-policies/${segment("policyId", policyId)}`,
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Update a policy.
   *
   * Send only what changes; `null` lifts a limit. A change counts at once for every licence of
   * the policy, but no device is removed and no expiry that is already settled moves.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param policyId The policy's id.
   */
  async updateLicensePolicy(policyId: string, body: UpdateLicensePolicy, options: RequestOptions = {}): Promise<LicensePolicy> {
    return this.#transport.send<LicensePolicy>(
      {
        method: "PATCH",
        path: `/api/license-policies/${segment("policyId", policyId)}`,
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List licences.
   *
   * The licences of the key's application and environment, newest first, narrowed by the
   * filters.
   *
   * Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and
   * API key.
   */
  async listLicenses(parameters: ListLicensesParameters = {}, options: RequestOptions = {}): Promise<LicensePage> {
    return this.#transport.send<LicensePage>(
      {
        method: "GET",
        path: "/api/licenses",
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["status", parameters.status],
          ["policy_id", parameters.policyId],
          ["holder", parameters.holder],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listLicenses`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listLicensesAll(parameters: ListLicensesParameters = {}, options: RequestOptions = {}): AsyncGenerator<License, void, undefined> {
    return walk(
      (currentPage) => this.listLicenses({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Issue a licence.
   *
   * Makes a licence of a policy, with a new key. `expires_at`, `max_devices` and `entitlements`
   * are this licence's own: the first two win over the policy's, the entitlements are added to
   * them.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   */
  async issueLicense(body: IssueLicense, options: RequestOptions = {}): Promise<License> {
    return this.#transport.send<License>(
      {
        method: "POST",
        path: "/api/licenses",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        idempotent: true,
      },
      options,
    );
  }

  /**
   * Get a licence.
   *
   * A licence of the key's application and environment, with its key.
   *
   * Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param license The licence's id, or its key.
   */
  async getLicense(license: string, options: RequestOptions = {}): Promise<License> {
    return this.#transport.send<License>(
      {
        method: "GET",
        path: `/api/licenses/${segment("license", license)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Update a licence.
   *
   * Send only what changes. `null` clears a field: then the policy's `max_devices` counts again,
   * and the licence does not expire. A revoked licence answers `409`.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param license The licence's id, or its key.
   */
  async updateLicense(license: string, body: UpdateLicense, options: RequestOptions = {}): Promise<License> {
    return this.#transport.send<License>(
      {
        method: "PATCH",
        path: `/api/licenses/${segment("license", license)}`,
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Suspend a licence.
   *
   * Validations answer `SUSPENDED` until it is reinstated. Suspending again changes nothing; a
   * revoked licence answers `409`.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param license The licence's id, or its key.
   */
  async suspendLicense(license: string, options: RequestOptions = {}): Promise<License> {
    return this.#transport.send<License>(
      {
        method: "POST",
        path: `/api/licenses/${segment("license", license)}/suspend`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Reinstate a suspended licence.
   *
   * Ends a suspension; a licence that is not suspended stays as it is. A revoked licence answers
   * `409`.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param license The licence's id, or its key.
   */
  async reinstateLicense(license: string, options: RequestOptions = {}): Promise<License> {
    return this.#transport.send<License>(
      {
        method: "POST",
        path: `/api/licenses/${segment("license", license)}/reinstate`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Renew a licence.
   *
   * Adds the policy's `duration` to the expiry, or to now if that is later. A licence without an
   * expiry, one of a policy without a duration, one that would expire after the year 9999, and a
   * revoked one answer `409`.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param license The licence's id, or its key.
   */
  async renewLicense(license: string, options: RequestOptions = {}): Promise<License> {
    return this.#transport.send<License>(
      {
        method: "POST",
        path: `/api/licenses/${segment("license", license)}/renew`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        idempotent: true,
      },
      options,
    );
  }

  /**
   * Revoke a licence.
   *
   * Ends it for good: validations answer `REVOKED` and nothing can be changed. It stays in the
   * lists. Files that were issued before stay good until they expire.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param license The licence's id, or its key.
   */
  async revokeLicense(license: string, options: RequestOptions = {}): Promise<License> {
    return this.#transport.send<License>(
      {
        method: "POST",
        path: `/api/licenses/${segment("license", license)}/revoke`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List a licence's devices.
   *
   * The devices the licence is activated on, newest first, those without a seat now too.
   *
   * Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param license The licence's id, or its key.
   */
  async listLicenseDevices(license: string, parameters: ListLicenseDevicesParameters = {}, options: RequestOptions = {}): Promise<LicenseDevicePage> {
    return this.#transport.send<LicenseDevicePage>(
      {
        method: "GET",
        path: `/api/licenses/${segment("license", license)}/devices`,
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listLicenseDevices`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listLicenseDevicesAll(license: string, parameters: ListLicenseDevicesParameters = {}, options: RequestOptions = {}): AsyncGenerator<LicenseDevice, void, undefined> {
    return walk(
      (currentPage) => this.listLicenseDevices(license, { ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Get a device.
   *
   * A device of a licence of the key's application and environment.
   *
   * Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param deviceId The device's id.
   */
  async getLicenseDevice(deviceId: string, options: RequestOptions = {}): Promise<LicenseDevice> {
    return this.#transport.send<LicenseDevice>(
      {
        method: "GET",
        path: `/api/license-devices/${segment("deviceId", deviceId)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Remove a device.
   *
   * Its place is free at once. The device may be activated again.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param deviceId The device's id.
   */
  async removeLicenseDevice(deviceId: string, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/license-devices/${segment("deviceId", deviceId)}`,
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Rename a device.
   *
   * Gives the device another name, as people shall see it.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   *
   * @param deviceId The device's id.
   */
  async renameLicenseDevice(deviceId: string, body: RenameLicenseDevice, options: RequestOptions = {}): Promise<LicenseDevice> {
    return this.#transport.send<LicenseDevice>(
      {
        method: "PATCH",
        path: `/api/license-devices/${segment("deviceId", deviceId)}`,
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Validate a licence.
   *
   * Says whether a key is good, for the device if a `fingerprint` is sent and with the
   * `entitlements` asked for. Every outcome is a `200`: read `valid` and `code`. The first
   * problem in the order of `LicenseCode` is told.
   *
   * Needs the scope `licenses:validate`. Limited to 5 requests per minute and licence. Limited
   * to 5 requests without a good licence key per minute and IP address.
   */
  async validateLicense(body: ValidateLicense, options: RequestOptions = {}): Promise<LicenseValidation> {
    return this.#transport.send<LicenseValidation>(
      {
        method: "POST",
        path: "/api/licenses/validate",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Activate a device.
   *
   * Gives the device a place under the licence: `201` for a new one, `200` for one that has it
   * already, so that it may be repeated. `409` with `TOO_MANY_DEVICES` when no place is free;
   * with `evict` another device makes room in the same step.
   *
   * Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence. Limited
   * to 5 requests without a good licence key per minute and IP address.
   */
  async activateLicense(body: ActivateLicense, options: RequestOptions = {}): Promise<LicenseActivation> {
    return this.#transport.send<LicenseActivation>(
      {
        method: "POST",
        path: "/api/licenses/activate",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Deactivate a device.
   *
   * Gives the device's place back, whatever state the licence is in. A device that is not
   * activated answers `404`.
   *
   * Needs the scope `licenses:validate`. Limited to 10 requests per minute and licence. Limited
   * to 5 requests without a good licence key per minute and IP address.
   */
  async deactivateLicense(body: DeactivateLicense, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "POST",
        path: "/api/licenses/deactivate",
        body,
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Send a device's heartbeat.
   *
   * Says that the device is in use, and how many seconds the next heartbeat may take. A floating
   * device whose seat was lost answers `409` with `HEARTBEAT_DEAD`: activate it again.
   *
   * Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence. Limited
   * to 5 requests without a good licence key per minute and IP address.
   */
  async sendHeartbeat(body: SendHeartbeat, options: RequestOptions = {}): Promise<Heartbeat> {
    return this.#transport.send<Heartbeat>(
      {
        method: "POST",
        path: "/api/licenses/heartbeat",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Issue a licence file.
   *
   * A signed file that proves the licence without the network for `ttl` seconds, never beyond
   * the licence's expiry. It is a validation, so it begins a duration that begins with the
   * first; where the first activation has yet to begin the duration, the file lasts no longer
   * than that. With a `fingerprint` it is good on that device only, which must be activated;
   * with `encrypt` it can be read only by who knows the licence key and the fingerprint.
   *
   * Needs the scope `licenses:validate`. Limited to 10 requests per minute and licence. Limited
   * to 5 requests without a good licence key per minute and IP address.
   */
  async issueLicenseFile(body: IssueLicenseFile, options: RequestOptions = {}): Promise<LicenseFile> {
    return this.#transport.send<LicenseFile>(
      {
        method: "POST",
        path: "/api/licenses/file",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Get a licence's status.
   *
   * What the holder of a key may know about it. The key is proof enough for an API key with
   * `licenses:validate`; the id instead of the key needs `licenses:read` besides. The key is
   * kept out of the access log.
   *
   * Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence. Limited
   * to 5 requests without a good licence key per minute and IP address.
   *
   * @param license The licence's id, or its key.
   */
  async getLicenseStatus(license: string, options: RequestOptions = {}): Promise<LicenseStatus> {
    return this.#transport.send<LicenseStatus>(
      {
        method: "GET",
        path: `/api/licenses/${segment("license", license)}/status`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List the signing keys.
   *
   * The public keys that licence files of the key's application and environment verify with, the
   * one in use first.
   *
   * Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and
   * API key.
   */
  async listLicenseSigningKeys(options: RequestOptions = {}): Promise<LicenseSigningKeys> {
    return this.#transport.send<LicenseSigningKeys>(
      {
        method: "GET",
        path: "/api/license-signing-keys",
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Rotate the signing key.
   *
   * Files are signed with a new key from now on. The previous ones stay published for
   * `keep_previous` seconds, in which the files they signed still verify; with 0 they are
   * withdrawn at once, as after a leak.
   *
   * Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and
   * API key.
   */
  async rotateLicenseSigningKey(body: RotateLicenseSigningKey, options: RequestOptions = {}): Promise<LicenseSigningKeys> {
    return this.#transport.send<LicenseSigningKeys>(
      {
        method: "POST",
        path: "/api/license-signing-keys/rotate",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Get an application's public keys.
   *
   * The JSON Web Key Set (RFC 7517, RFC 8037) that licence files of the application verify with.
   * Build its keys into your software, so that it needs no network to verify.
   *
   * Needs no API key. Limited to 120 requests per minute and IP address.
   *
   * @param appId The application.
   */
  async getLicenseKeySet(appId: string, parameters: GetLicenseKeySetParameters = {}, options: RequestOptions = {}): Promise<LicenseKeySet> {
    return this.#transport.send<LicenseKeySet>(
      {
        method: "GET",
        path: `/.well-known/license-keys/${segment("appId", appId)}`,
        query: [
          ["environment", parameters.environment],
        ],
        read: "json",
        accept: "application/json",
      },
      options,
    );
  }
}
