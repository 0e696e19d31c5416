"""Stagewire Licences: Software licences with device limits, floating seats, heartbeats and files that verify offline."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Literal

from .._transport import AsyncTransport, Call, RequestOptions, Transport, walk, walk_async
from .._wire import OMIT, Omit, nothing, query, segment
from ..models import (
    ActivateLicense,
    CreateLicensePolicy,
    DeactivateLicense,
    ExpiryBasis,
    Heartbeat,
    IssueLicense,
    IssueLicenseFile,
    License,
    LicenseActivation,
    LicenseDevice,
    LicenseDevicePage,
    LicenseFile,
    LicenseKeySet,
    LicenseMode,
    LicensePage,
    LicensePolicy,
    LicensePolicyPage,
    LicenseSigningKeys,
    LicenseState,
    LicenseStatus,
    LicenseValidation,
    Overage,
    RenameLicenseDevice,
    RotateLicenseSigningKey,
    SendHeartbeat,
    UpdateLicense,
    UpdateLicensePolicy,
    ValidateLicense,
)


class LicensesAPI:
    """Software licences with device limits, floating seats, heartbeats and files that verify offline."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_license_policies(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> LicensePolicyPage:
        """List policies.

        The policies of the key's application and environment, newest first.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/license-policies",
                decode=lambda response: LicensePolicyPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page), ("pageSize", page_size), ("limit", limit)
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_license_policies(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[LicensePolicy]:
        """Every item of `list_license_policies`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_license_policies(
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def create_license_policy(
        self,
        *,
        name: str,
        mode: LicenseMode | None = None,
        max_devices: int | None | Omit = OMIT,
        overage: Overage | None = None,
        duration: int | None | Omit = OMIT,
        expiry_basis: ExpiryBasis | None = None,
        heartbeat_window: int | None | Omit = OMIT,
        require_fingerprint: bool | None = None,
        allow_eviction: bool | None = None,
        entitlements: list[str] | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> LicensePolicy:
        """Create a policy.

        Only `name` is required. Without more a licence is perpetual, for one device that
        keeps its place.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            name: A label without control characters.
            mode: `node_locked`: a device keeps its place until it is removed. `floating`:
                as long as its heartbeats come.
            max_devices: How many devices a licence is good for; null for any number. 1 if
                left out.
            overage: What happens beyond `max_devices`. The factors are rounded down.
            duration: Seconds until a licence expires, from `expiry_basis` on; null or left
                out for never.
            expiry_basis: When `duration` begins. `first_validation` is the first that finds
                the licence good.
            heartbeat_window: Seconds after which a device that sent no heartbeat is dead.
                Null or left out: never, or 600 for `floating`.
            require_fingerprint: Whether a validation must name a device. False if left out.
            allow_eviction: Whether an activation may remove another device. True if left
                out.
            entitlements: Features by name.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/license-policies",
                decode=lambda response: LicensePolicy.from_dict(response.json()),
                json=CreateLicensePolicy(
                    name=name,
                    mode=mode,
                    max_devices=max_devices,
                    overage=overage,
                    duration=duration,
                    expiry_basis=expiry_basis,
                    heartbeat_window=heartbeat_window,
                    require_fingerprint=require_fingerprint,
                    allow_eviction=allow_eviction,
                    entitlements=entitlements,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def get_license_policy(
        self,
        policy_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> LicensePolicy:
        """Get a policy.

        A policy of the key's application and environment.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            policy_id: The policy's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/license-policies/{segment('policy_id', policy_id)}",
                decode=lambda response: LicensePolicy.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def delete_license_policy(
        self,
        policy_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a policy.

        A policy that has licences, revoked ones too, answers `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            policy_id: The policy's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/license-policies/{segment('policy_id', policy_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def update_license_policy(
        self,
        policy_id: str,
        *,
        name: str | None = None,
        mode: LicenseMode | None = None,
        max_devices: int | None | Omit = OMIT,
        overage: Overage | None = None,
        duration: int | None | Omit = OMIT,
        expiry_basis: ExpiryBasis | None = None,
        heartbeat_window: int | None | Omit = OMIT,
        require_fingerprint: bool | None = None,
        allow_eviction: bool | None = None,
        entitlements: list[str] | None = None,
        options: RequestOptions | None = None,
    ) -> LicensePolicy:
        """Update a policy.

        Send only what changes; `null` lifts a limit. A change counts at once for every
        licence of the policy, but no device is removed and no expiry that is already
        settled moves.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            policy_id: The policy's id.
            name: A label without control characters.
            mode: `node_locked`: a device keeps its place until it is removed. `floating`:
                as long as its heartbeats come.
            max_devices: How many devices a licence is good for; null for any number. 1 if
                left out.
            overage: What happens beyond `max_devices`. The factors are rounded down.
            duration: Seconds until a licence expires, from `expiry_basis` on; null or left
                out for never.
            expiry_basis: When `duration` begins. `first_validation` is the first that finds
                the licence good.
            heartbeat_window: Seconds after which a device that sent no heartbeat is dead.
                Null or left out: never, or 600 for `floating`.
            require_fingerprint: Whether a validation must name a device. False if left out.
            allow_eviction: Whether an activation may remove another device. True if left
                out.
            entitlements: Features by name.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PATCH",
                f"/api/license-policies/{segment('policy_id', policy_id)}",
                decode=lambda response: LicensePolicy.from_dict(response.json()),
                json=UpdateLicensePolicy(
                    name=name,
                    mode=mode,
                    max_devices=max_devices,
                    overage=overage,
                    duration=duration,
                    expiry_basis=expiry_basis,
                    heartbeat_window=heartbeat_window,
                    require_fingerprint=require_fingerprint,
                    allow_eviction=allow_eviction,
                    entitlements=entitlements,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_licenses(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: LicenseState | None = None,
        policy_id: str | None = None,
        holder: str | None = None,
        options: RequestOptions | None = None,
    ) -> LicensePage:
        """List licences.

        The licences of the key's application and environment, newest first, narrowed by the
        filters.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            status: Only licences with this status.
            policy_id: Only licences of this policy.
            holder: Only licences of exactly this holder.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/licenses",
                decode=lambda response: LicensePage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("status", status),
                    ("policy_id", policy_id),
                    ("holder", holder),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_licenses(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: LicenseState | None = None,
        policy_id: str | None = None,
        holder: str | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[License]:
        """Every item of `list_licenses`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_licenses(
                current_page=page,
                page_size=page_size,
                limit=limit,
                status=status,
                policy_id=policy_id,
                holder=holder,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def issue_license(
        self,
        *,
        policy_id: str,
        name: str | None = None,
        holder: str | None = None,
        max_devices: int | None = None,
        entitlements: list[str] | None = None,
        metadata: dict[str, str] | None = None,
        expires_at: datetime | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> License:
        """Issue a licence.

        Makes a licence of a policy, with a new key. `expires_at`, `max_devices` and
        `entitlements` are this licence's own: the first two win over the policy's, the
        entitlements are added to them.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            policy_id: Identifies a policy.
            name: A label without control characters.
            holder: A label without control characters.
            max_devices: This licence's own number of devices, instead of the policy's.
            entitlements: Features by name.
            metadata: Values of your own, as an order's number. Names of up to 40
                characters.
            expires_at: When it expires, instead of by the policy's duration. In the future.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/licenses",
                decode=lambda response: License.from_dict(response.json()),
                json=IssueLicense(
                    policy_id=policy_id,
                    name=name,
                    holder=holder,
                    max_devices=max_devices,
                    entitlements=entitlements,
                    metadata=metadata,
                    expires_at=expires_at,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def get_license(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> License:
        """Get a licence.

        A licence of the key's application and environment, with its key.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/licenses/{segment('license', license)}",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def update_license(
        self,
        license: str,
        *,
        policy_id: str | None = None,
        name: str | None | Omit = OMIT,
        holder: str | None | Omit = OMIT,
        max_devices: int | None | Omit = OMIT,
        entitlements: list[str] | None = None,
        metadata: dict[str, str] | None = None,
        expires_at: datetime | None | Omit = OMIT,
        options: RequestOptions | None = None,
    ) -> License:
        """Update a licence.

        Send only what changes. `null` clears a field: then the policy's `max_devices`
        counts again, and the licence does not expire. A revoked licence answers `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            policy_id: Identifies a policy.
            name: A label without control characters, or null for none.
            holder: A label without control characters, or null for none.
            max_devices: Its own number of devices; null for the policy's.
            entitlements: Features by name.
            metadata: Values of your own, as an order's number. Names of up to 40
                characters.
            expires_at: When it expires; null for never.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PATCH",
                f"/api/licenses/{segment('license', license)}",
                decode=lambda response: License.from_dict(response.json()),
                json=UpdateLicense(
                    policy_id=policy_id,
                    name=name,
                    holder=holder,
                    max_devices=max_devices,
                    entitlements=entitlements,
                    metadata=metadata,
                    expires_at=expires_at,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def suspend_license(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> License:
        """Suspend a licence.

        Validations answer `SUSPENDED` until it is reinstated. Suspending again changes
        nothing; a revoked licence answers `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/licenses/{segment('license', license)}/suspend",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def reinstate_license(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> License:
        """Reinstate a suspended licence.

        Ends a suspension; a licence that is not suspended stays as it is. A revoked licence
        answers `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/licenses/{segment('license', license)}/reinstate",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def renew_license(
        self,
        license: str,
        *,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> License:
        """Renew a licence.

        Adds the policy's `duration` to the expiry, or to now if that is later. A licence
        without an expiry, one of a policy without a duration, one that would expire after
        the year 9999, and a revoked one answer `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/licenses/{segment('license', license)}/renew",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def revoke_license(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> License:
        """Revoke a licence.

        Ends it for good: validations answer `REVOKED` and nothing can be changed. It stays
        in the lists. Files that were issued before stay good until they expire.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/licenses/{segment('license', license)}/revoke",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_license_devices(
        self,
        license: str,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseDevicePage:
        """List a licence's devices.

        The devices the licence is activated on, newest first, those without a seat now too.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/licenses/{segment('license', license)}/devices",
                decode=lambda response: LicenseDevicePage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page), ("pageSize", page_size), ("limit", limit)
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_license_devices(
        self,
        license: str,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[LicenseDevice]:
        """Every item of `list_license_devices`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_license_devices(
                license,
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def get_license_device(
        self,
        device_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> LicenseDevice:
        """Get a device.

        A device of a licence of the key's application and environment.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            device_id: The device's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/license-devices/{segment('device_id', device_id)}",
                decode=lambda response: LicenseDevice.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def remove_license_device(
        self,
        device_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Remove a device.

        Its place is free at once. The device may be activated again.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            device_id: The device's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/license-devices/{segment('device_id', device_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def rename_license_device(
        self,
        device_id: str,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> LicenseDevice:
        """Rename a device.

        Gives the device another name, as people shall see it.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            device_id: The device's id.
            name: A label without control characters.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PATCH",
                f"/api/license-devices/{segment('device_id', device_id)}",
                decode=lambda response: LicenseDevice.from_dict(response.json()),
                json=RenameLicenseDevice(name=name).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def validate_license(
        self,
        *,
        key: str,
        fingerprint: str | None = None,
        entitlements: list[str] | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseValidation:
        """Validate a licence.

        Says whether a key is good, for the device if a `fingerprint` is sent and with the
        `entitlements` asked for. Every outcome is a `200`: read `valid` and `code`. The
        first problem in the order of `LicenseCode` is told.

        Needs the scope `licenses:validate`. Limited to 5 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            entitlements: Features by name.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/licenses/validate",
                decode=lambda response: LicenseValidation.from_dict(response.json()),
                json=ValidateLicense(
                    key=key, fingerprint=fingerprint, entitlements=entitlements
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def activate_license(
        self,
        *,
        key: str,
        fingerprint: str,
        name: str | None = None,
        platform: str | None = None,
        evict: str | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseActivation:
        """Activate a device.

        Gives the device a place under the licence: `201` for a new one, `200` for one that
        has it already, so that it may be repeated. `409` with `TOO_MANY_DEVICES` when no
        place is free; with `evict` another device makes room in the same step.

        Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            name: A label without control characters.
            platform: What it runs, as `windows` or `macos 15`.
            evict: Which device is removed if none may be added: the one activated first
                (`oldest`), the one whose last heartbeat is longest ago (`idle`), or the one of
                this id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/licenses/activate",
                decode=lambda response: LicenseActivation.from_dict(response.json()),
                json=ActivateLicense(
                    key=key, fingerprint=fingerprint, name=name, platform=platform, evict=evict
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def deactivate_license(
        self,
        *,
        key: str,
        fingerprint: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Deactivate a device.

        Gives the device's place back, whatever state the licence is in. A device that is
        not activated answers `404`.

        Needs the scope `licenses:validate`. Limited to 10 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/licenses/deactivate",
                decode=nothing,
                json=DeactivateLicense(key=key, fingerprint=fingerprint).to_dict(),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def send_heartbeat(
        self,
        *,
        key: str,
        fingerprint: str,
        options: RequestOptions | None = None,
    ) -> Heartbeat:
        """Send a device's heartbeat.

        Says that the device is in use, and how many seconds the next heartbeat may take. A
        floating device whose seat was lost answers `409` with `HEARTBEAT_DEAD`: activate it
        again.

        Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/licenses/heartbeat",
                decode=lambda response: Heartbeat.from_dict(response.json()),
                json=SendHeartbeat(key=key, fingerprint=fingerprint).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def issue_license_file(
        self,
        *,
        key: str,
        fingerprint: str | None = None,
        ttl: int | None = None,
        encrypt: bool | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseFile:
        """Issue a licence file.

        A signed file that proves the licence without the network for `ttl` seconds, never
        beyond the licence's expiry. It is a validation, so it begins a duration that begins
        with the first; where the first activation has yet to begin the duration, the file
        lasts no longer than that. With a `fingerprint` it is good on that device only,
        which must be activated; with `encrypt` it can be read only by who knows the licence
        key and the fingerprint.

        Needs the scope `licenses:validate`. Limited to 10 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            ttl: Seconds it is good for. 30 days if left out.
            encrypt: Whether only who knows key and fingerprint can read it.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/licenses/file",
                decode=lambda response: LicenseFile.from_dict(response.json()),
                json=IssueLicenseFile(
                    key=key, fingerprint=fingerprint, ttl=ttl, encrypt=encrypt
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def get_license_status(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> LicenseStatus:
        """Get a licence's status.

        What the holder of a key may know about it. The key is proof enough for an API key
        with `licenses:validate`; the id instead of the key needs `licenses:read` besides.
        The key is kept out of the access log.

        Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/licenses/{segment('license', license)}/status",
                decode=lambda response: LicenseStatus.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_license_signing_keys(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> LicenseSigningKeys:
        """List the signing keys.

        The public keys that licence files of the key's application and environment verify
        with, the one in use first.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/license-signing-keys",
                decode=lambda response: LicenseSigningKeys.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def rotate_license_signing_key(
        self,
        *,
        keep_previous: int,
        options: RequestOptions | None = None,
    ) -> LicenseSigningKeys:
        """Rotate the signing key.

        Files are signed with a new key from now on. The previous ones stay published for
        `keep_previous` seconds, in which the files they signed still verify; with 0 they
        are withdrawn at once, as after a leak.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            keep_previous: Seconds that the previous keys stay published.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/license-signing-keys/rotate",
                decode=lambda response: LicenseSigningKeys.from_dict(response.json()),
                json=RotateLicenseSigningKey(keep_previous=keep_previous).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def get_license_key_set(
        self,
        app_id: str,
        *,
        environment: Literal["production", "sandbox"] | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseKeySet:
        """Get an application's public keys.

        The JSON Web Key Set (RFC 7517, RFC 8037) that licence files of the application
        verify with. Build its keys into your software, so that it needs no network to
        verify.

        Needs no API key. Limited to 120 requests per minute and IP address.

        Args:
            app_id: The application.
            environment: Whose keys; those of the sandbox verify no file of production.
                Default: production.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/.well-known/license-keys/{segment('app_id', app_id)}",
                decode=lambda response: LicenseKeySet.from_dict(response.json()),
                query=query(("environment", environment)),
                accept="application/json",
            ),
            options,
        )


class AsyncLicensesAPI:
    """Software licences with device limits, floating seats, heartbeats and files that verify offline."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_license_policies(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> LicensePolicyPage:
        """List policies.

        The policies of the key's application and environment, newest first.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/license-policies",
                decode=lambda response: LicensePolicyPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page), ("pageSize", page_size), ("limit", limit)
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_license_policies(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[LicensePolicy]:
        """Every item of `list_license_policies`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_license_policies(
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def create_license_policy(
        self,
        *,
        name: str,
        mode: LicenseMode | None = None,
        max_devices: int | None | Omit = OMIT,
        overage: Overage | None = None,
        duration: int | None | Omit = OMIT,
        expiry_basis: ExpiryBasis | None = None,
        heartbeat_window: int | None | Omit = OMIT,
        require_fingerprint: bool | None = None,
        allow_eviction: bool | None = None,
        entitlements: list[str] | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> LicensePolicy:
        """Create a policy.

        Only `name` is required. Without more a licence is perpetual, for one device that
        keeps its place.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            name: A label without control characters.
            mode: `node_locked`: a device keeps its place until it is removed. `floating`:
                as long as its heartbeats come.
            max_devices: How many devices a licence is good for; null for any number. 1 if
                left out.
            overage: What happens beyond `max_devices`. The factors are rounded down.
            duration: Seconds until a licence expires, from `expiry_basis` on; null or left
                out for never.
            expiry_basis: When `duration` begins. `first_validation` is the first that finds
                the licence good.
            heartbeat_window: Seconds after which a device that sent no heartbeat is dead.
                Null or left out: never, or 600 for `floating`.
            require_fingerprint: Whether a validation must name a device. False if left out.
            allow_eviction: Whether an activation may remove another device. True if left
                out.
            entitlements: Features by name.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/license-policies",
                decode=lambda response: LicensePolicy.from_dict(response.json()),
                json=CreateLicensePolicy(
                    name=name,
                    mode=mode,
                    max_devices=max_devices,
                    overage=overage,
                    duration=duration,
                    expiry_basis=expiry_basis,
                    heartbeat_window=heartbeat_window,
                    require_fingerprint=require_fingerprint,
                    allow_eviction=allow_eviction,
                    entitlements=entitlements,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def get_license_policy(
        self,
        policy_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> LicensePolicy:
        """Get a policy.

        A policy of the key's application and environment.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            policy_id: The policy's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/license-policies/{segment('policy_id', policy_id)}",
                decode=lambda response: LicensePolicy.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def delete_license_policy(
        self,
        policy_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a policy.

        A policy that has licences, revoked ones too, answers `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            policy_id: The policy's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/license-policies/{segment('policy_id', policy_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def update_license_policy(
        self,
        policy_id: str,
        *,
        name: str | None = None,
        mode: LicenseMode | None = None,
        max_devices: int | None | Omit = OMIT,
        overage: Overage | None = None,
        duration: int | None | Omit = OMIT,
        expiry_basis: ExpiryBasis | None = None,
        heartbeat_window: int | None | Omit = OMIT,
        require_fingerprint: bool | None = None,
        allow_eviction: bool | None = None,
        entitlements: list[str] | None = None,
        options: RequestOptions | None = None,
    ) -> LicensePolicy:
        """Update a policy.

        Send only what changes; `null` lifts a limit. A change counts at once for every
        licence of the policy, but no device is removed and no expiry that is already
        settled moves.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            policy_id: The policy's id.
            name: A label without control characters.
            mode: `node_locked`: a device keeps its place until it is removed. `floating`:
                as long as its heartbeats come.
            max_devices: How many devices a licence is good for; null for any number. 1 if
                left out.
            overage: What happens beyond `max_devices`. The factors are rounded down.
            duration: Seconds until a licence expires, from `expiry_basis` on; null or left
                out for never.
            expiry_basis: When `duration` begins. `first_validation` is the first that finds
                the licence good.
            heartbeat_window: Seconds after which a device that sent no heartbeat is dead.
                Null or left out: never, or 600 for `floating`.
            require_fingerprint: Whether a validation must name a device. False if left out.
            allow_eviction: Whether an activation may remove another device. True if left
                out.
            entitlements: Features by name.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PATCH",
                f"/api/license-policies/{segment('policy_id', policy_id)}",
                decode=lambda response: LicensePolicy.from_dict(response.json()),
                json=UpdateLicensePolicy(
                    name=name,
                    mode=mode,
                    max_devices=max_devices,
                    overage=overage,
                    duration=duration,
                    expiry_basis=expiry_basis,
                    heartbeat_window=heartbeat_window,
                    require_fingerprint=require_fingerprint,
                    allow_eviction=allow_eviction,
                    entitlements=entitlements,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_licenses(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: LicenseState | None = None,
        policy_id: str | None = None,
        holder: str | None = None,
        options: RequestOptions | None = None,
    ) -> LicensePage:
        """List licences.

        The licences of the key's application and environment, newest first, narrowed by the
        filters.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            status: Only licences with this status.
            policy_id: Only licences of this policy.
            holder: Only licences of exactly this holder.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/licenses",
                decode=lambda response: LicensePage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("status", status),
                    ("policy_id", policy_id),
                    ("holder", holder),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_licenses(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        status: LicenseState | None = None,
        policy_id: str | None = None,
        holder: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[License]:
        """Every item of `list_licenses`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_licenses(
                current_page=page,
                page_size=page_size,
                limit=limit,
                status=status,
                policy_id=policy_id,
                holder=holder,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def issue_license(
        self,
        *,
        policy_id: str,
        name: str | None = None,
        holder: str | None = None,
        max_devices: int | None = None,
        entitlements: list[str] | None = None,
        metadata: dict[str, str] | None = None,
        expires_at: datetime | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> License:
        """Issue a licence.

        Makes a licence of a policy, with a new key. `expires_at`, `max_devices` and
        `entitlements` are this licence's own: the first two win over the policy's, the
        entitlements are added to them.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            policy_id: Identifies a policy.
            name: A label without control characters.
            holder: A label without control characters.
            max_devices: This licence's own number of devices, instead of the policy's.
            entitlements: Features by name.
            metadata: Values of your own, as an order's number. Names of up to 40
                characters.
            expires_at: When it expires, instead of by the policy's duration. In the future.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/licenses",
                decode=lambda response: License.from_dict(response.json()),
                json=IssueLicense(
                    policy_id=policy_id,
                    name=name,
                    holder=holder,
                    max_devices=max_devices,
                    entitlements=entitlements,
                    metadata=metadata,
                    expires_at=expires_at,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def get_license(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> License:
        """Get a licence.

        A licence of the key's application and environment, with its key.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/licenses/{segment('license', license)}",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def update_license(
        self,
        license: str,
        *,
        policy_id: str | None = None,
        name: str | None | Omit = OMIT,
        holder: str | None | Omit = OMIT,
        max_devices: int | None | Omit = OMIT,
        entitlements: list[str] | None = None,
        metadata: dict[str, str] | None = None,
        expires_at: datetime | None | Omit = OMIT,
        options: RequestOptions | None = None,
    ) -> License:
        """Update a licence.

        Send only what changes. `null` clears a field: then the policy's `max_devices`
        counts again, and the licence does not expire. A revoked licence answers `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            policy_id: Identifies a policy.
            name: A label without control characters, or null for none.
            holder: A label without control characters, or null for none.
            max_devices: Its own number of devices; null for the policy's.
            entitlements: Features by name.
            metadata: Values of your own, as an order's number. Names of up to 40
                characters.
            expires_at: When it expires; null for never.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PATCH",
                f"/api/licenses/{segment('license', license)}",
                decode=lambda response: License.from_dict(response.json()),
                json=UpdateLicense(
                    policy_id=policy_id,
                    name=name,
                    holder=holder,
                    max_devices=max_devices,
                    entitlements=entitlements,
                    metadata=metadata,
                    expires_at=expires_at,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def suspend_license(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> License:
        """Suspend a licence.

        Validations answer `SUSPENDED` until it is reinstated. Suspending again changes
        nothing; a revoked licence answers `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/licenses/{segment('license', license)}/suspend",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def reinstate_license(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> License:
        """Reinstate a suspended licence.

        Ends a suspension; a licence that is not suspended stays as it is. A revoked licence
        answers `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/licenses/{segment('license', license)}/reinstate",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def renew_license(
        self,
        license: str,
        *,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> License:
        """Renew a licence.

        Adds the policy's `duration` to the expiry, or to now if that is later. A licence
        without an expiry, one of a policy without a duration, one that would expire after
        the year 9999, and a revoked one answer `409`.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/licenses/{segment('license', license)}/renew",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def revoke_license(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> License:
        """Revoke a licence.

        Ends it for good: validations answer `REVOKED` and nothing can be changed. It stays
        in the lists. Files that were issued before stay good until they expire.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/licenses/{segment('license', license)}/revoke",
                decode=lambda response: License.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_license_devices(
        self,
        license: str,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseDevicePage:
        """List a licence's devices.

        The devices the licence is activated on, newest first, those without a seat now too.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            license: The licence's id, or its key.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/licenses/{segment('license', license)}/devices",
                decode=lambda response: LicenseDevicePage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page), ("pageSize", page_size), ("limit", limit)
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_license_devices(
        self,
        license: str,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[LicenseDevice]:
        """Every item of `list_license_devices`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_license_devices(
                license,
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def get_license_device(
        self,
        device_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> LicenseDevice:
        """Get a device.

        A device of a licence of the key's application and environment.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            device_id: The device's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/license-devices/{segment('device_id', device_id)}",
                decode=lambda response: LicenseDevice.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def remove_license_device(
        self,
        device_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Remove a device.

        Its place is free at once. The device may be activated again.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            device_id: The device's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/license-devices/{segment('device_id', device_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def rename_license_device(
        self,
        device_id: str,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> LicenseDevice:
        """Rename a device.

        Gives the device another name, as people shall see it.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            device_id: The device's id.
            name: A label without control characters.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PATCH",
                f"/api/license-devices/{segment('device_id', device_id)}",
                decode=lambda response: LicenseDevice.from_dict(response.json()),
                json=RenameLicenseDevice(name=name).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def validate_license(
        self,
        *,
        key: str,
        fingerprint: str | None = None,
        entitlements: list[str] | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseValidation:
        """Validate a licence.

        Says whether a key is good, for the device if a `fingerprint` is sent and with the
        `entitlements` asked for. Every outcome is a `200`: read `valid` and `code`. The
        first problem in the order of `LicenseCode` is told.

        Needs the scope `licenses:validate`. Limited to 5 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            entitlements: Features by name.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/licenses/validate",
                decode=lambda response: LicenseValidation.from_dict(response.json()),
                json=ValidateLicense(
                    key=key, fingerprint=fingerprint, entitlements=entitlements
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def activate_license(
        self,
        *,
        key: str,
        fingerprint: str,
        name: str | None = None,
        platform: str | None = None,
        evict: str | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseActivation:
        """Activate a device.

        Gives the device a place under the licence: `201` for a new one, `200` for one that
        has it already, so that it may be repeated. `409` with `TOO_MANY_DEVICES` when no
        place is free; with `evict` another device makes room in the same step.

        Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            name: A label without control characters.
            platform: What it runs, as `windows` or `macos 15`.
            evict: Which device is removed if none may be added: the one activated first
                (`oldest`), the one whose last heartbeat is longest ago (`idle`), or the one of
                this id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/licenses/activate",
                decode=lambda response: LicenseActivation.from_dict(response.json()),
                json=ActivateLicense(
                    key=key, fingerprint=fingerprint, name=name, platform=platform, evict=evict
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def deactivate_license(
        self,
        *,
        key: str,
        fingerprint: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Deactivate a device.

        Gives the device's place back, whatever state the licence is in. A device that is
        not activated answers `404`.

        Needs the scope `licenses:validate`. Limited to 10 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/licenses/deactivate",
                decode=nothing,
                json=DeactivateLicense(key=key, fingerprint=fingerprint).to_dict(),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def send_heartbeat(
        self,
        *,
        key: str,
        fingerprint: str,
        options: RequestOptions | None = None,
    ) -> Heartbeat:
        """Send a device's heartbeat.

        Says that the device is in use, and how many seconds the next heartbeat may take. A
        floating device whose seat was lost answers `409` with `HEARTBEAT_DEAD`: activate it
        again.

        Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/licenses/heartbeat",
                decode=lambda response: Heartbeat.from_dict(response.json()),
                json=SendHeartbeat(key=key, fingerprint=fingerprint).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def issue_license_file(
        self,
        *,
        key: str,
        fingerprint: str | None = None,
        ttl: int | None = None,
        encrypt: bool | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseFile:
        """Issue a licence file.

        A signed file that proves the licence without the network for `ttl` seconds, never
        beyond the licence's expiry. It is a validation, so it begins a duration that begins
        with the first; where the first activation has yet to begin the duration, the file
        lasts no longer than that. With a `fingerprint` it is good on that device only,
        which must be activated; with `encrypt` it can be read only by who knows the licence
        key and the fingerprint.

        Needs the scope `licenses:validate`. Limited to 10 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            key: The key as the customer typed it.
            fingerprint: What tells the device from others, best a hash of something that
                does not change. Visible ASCII.
            ttl: Seconds it is good for. 30 days if left out.
            encrypt: Whether only who knows key and fingerprint can read it.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/licenses/file",
                decode=lambda response: LicenseFile.from_dict(response.json()),
                json=IssueLicenseFile(
                    key=key, fingerprint=fingerprint, ttl=ttl, encrypt=encrypt
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def get_license_status(
        self,
        license: str,
        *,
        options: RequestOptions | None = None,
    ) -> LicenseStatus:
        """Get a licence's status.

        What the holder of a key may know about it. The key is proof enough for an API key
        with `licenses:validate`; the id instead of the key needs `licenses:read` besides.
        The key is kept out of the access log.

        Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence.
        Limited to 5 requests without a good licence key per minute and IP address.

        Args:
            license: The licence's id, or its key.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/licenses/{segment('license', license)}/status",
                decode=lambda response: LicenseStatus.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_license_signing_keys(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> LicenseSigningKeys:
        """List the signing keys.

        The public keys that licence files of the key's application and environment verify
        with, the one in use first.

        Needs the scope `licenses:read`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/license-signing-keys",
                decode=lambda response: LicenseSigningKeys.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def rotate_license_signing_key(
        self,
        *,
        keep_previous: int,
        options: RequestOptions | None = None,
    ) -> LicenseSigningKeys:
        """Rotate the signing key.

        Files are signed with a new key from now on. The previous ones stay published for
        `keep_previous` seconds, in which the files they signed still verify; with 0 they
        are withdrawn at once, as after a leak.

        Needs the scope `licenses:write`. Limited to your tier's number of requests per
        minute and API key.

        Args:
            keep_previous: Seconds that the previous keys stay published.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/license-signing-keys/rotate",
                decode=lambda response: LicenseSigningKeys.from_dict(response.json()),
                json=RotateLicenseSigningKey(keep_previous=keep_previous).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def get_license_key_set(
        self,
        app_id: str,
        *,
        environment: Literal["production", "sandbox"] | None = None,
        options: RequestOptions | None = None,
    ) -> LicenseKeySet:
        """Get an application's public keys.

        The JSON Web Key Set (RFC 7517, RFC 8037) that licence files of the application
        verify with. Build its keys into your software, so that it needs no network to
        verify.

        Needs no API key. Limited to 120 requests per minute and IP address.

        Args:
            app_id: The application.
            environment: Whose keys; those of the sandbox verify no file of production.
                Default: production.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/.well-known/license-keys/{segment('app_id', app_id)}",
                decode=lambda response: LicenseKeySet.from_dict(response.json()),
                query=query(("environment", environment)),
                accept="application/json",
            ),
            options,
        )
