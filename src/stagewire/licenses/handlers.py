"""Handlers of `licenses.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stagewire.applications.status import ApplicationStatus
from stagewire.contract.types import ApiError, Result
from stagewire.licenses.devices import Devices
from stagewire.licenses.owner import Owner, owner_of
from stagewire.licenses.policies import Policies
from stagewire.licenses.service import Licenses
from stagewire.licenses.signing import SigningKeys
from stagewire.licenses.usage import Usage
from stagewire.platform import Call
from stagewire.storage.pages import Page

if TYPE_CHECKING:
    from stagewire_models import licenses as wire


# --- policies --------------------------------------------------------------------------------


async def list_license_policies(
    call: Call, *, current_page: int, page_size: int, limit: int | None = None
) -> Page:
    return await call.platform.of(Policies).page(
        owner_of(call), call.request, current_page=current_page, page_size=page_size, limit=limit
    )


async def create_license_policy(call: Call, *, body: wire.CreateLicensePolicy) -> Result:
    made = await call.platform.of(Policies).create(owner_of(call), body)
    return Result(made, 201, {"Location": f"/api/license-policies/{made['id']}"})


async def get_license_policy(call: Call, *, policy_id: str) -> wire.LicensePolicy:
    return await call.platform.of(Policies).get(owner_of(call), policy_id)


async def update_license_policy(
    call: Call, *, policy_id: str, body: wire.UpdateLicensePolicy
) -> wire.LicensePolicy:
    return await call.platform.of(Policies).update(owner_of(call), policy_id, body)


async def delete_license_policy(call: Call, *, policy_id: str) -> None:
    await call.platform.of(Policies).delete(owner_of(call), policy_id)


# --- licences --------------------------------------------------------------------------------


async def list_licenses(
    call: Call,
    *,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    policy_id: str | None = None,
    status: wire.LicenseState | None = None,
    holder: str | None = None,
) -> Page:
    return await call.platform.of(Licenses).page(
        owner_of(call),
        call.request,
        policy_id=policy_id,
        status=status,
        of=holder,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
    )


async def issue_license(call: Call, *, body: wire.IssueLicense) -> Result:
    made = await call.platform.of(Licenses).issue(owner_of(call), body)
    return Result(made, 201, {"Location": f"/api/licenses/{made['id']}"})


async def get_license(call: Call, *, license: str) -> wire.License:
    return await call.platform.of(Licenses).get(owner_of(call), license)


async def update_license(call: Call, *, license: str, body: wire.UpdateLicense) -> wire.License:
    return await call.platform.of(Licenses).update(owner_of(call), license, body)


async def suspend_license(call: Call, *, license: str) -> wire.License:
    return await call.platform.of(Licenses).suspend(owner_of(call), license)


async def reinstate_license(call: Call, *, license: str) -> wire.License:
    return await call.platform.of(Licenses).reinstate(owner_of(call), license)


async def renew_license(call: Call, *, license: str) -> wire.License:
    return await call.platform.of(Licenses).renew(owner_of(call), license)


async def revoke_license(call: Call, *, license: str) -> wire.License:
    return await call.platform.of(Licenses).revoke(owner_of(call), license)


# --- devices ---------------------------------------------------------------------------------


async def list_license_devices(
    call: Call, *, license: str, current_page: int, page_size: int, limit: int | None = None
) -> Page:
    return await call.platform.of(Devices).page(
        owner_of(call),
        license,
        call.request,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
    )


async def get_license_device(call: Call, *, device_id: str) -> wire.LicenseDevice:
    return await call.platform.of(Devices).get(owner_of(call), device_id)


async def rename_license_device(
    call: Call, *, device_id: str, body: wire.RenameLicenseDevice
) -> wire.LicenseDevice:
    return await call.platform.of(Devices).rename(owner_of(call), device_id, body["name"])


async def remove_license_device(call: Call, *, device_id: str) -> None:
    await call.platform.of(Devices).remove(owner_of(call), device_id)


# --- what software calls ---------------------------------------------------------------------


async def validate_license(call: Call, *, body: wire.ValidateLicense) -> wire.LicenseValidation:
    return await call.platform.of(Usage).validate(call, body)


async def activate_license(call: Call, *, body: wire.ActivateLicense) -> Result:
    return await call.platform.of(Usage).activate(call, body)


async def deactivate_license(call: Call, *, body: wire.DeactivateLicense) -> None:
    await call.platform.of(Usage).deactivate(call, body)


async def send_heartbeat(call: Call, *, body: wire.SendHeartbeat) -> wire.Heartbeat:
    return await call.platform.of(Usage).heartbeat(call, body)


async def issue_license_file(call: Call, *, body: wire.IssueLicenseFile) -> wire.LicenseFile:
    return await call.platform.of(Usage).issue_file(call, body)


async def get_license_status(call: Call, *, license: str) -> wire.LicenseStatus:
    return await call.platform.of(Usage).status(call, license)


# --- signing keys ----------------------------------------------------------------------------


async def list_license_signing_keys(call: Call) -> wire.LicenseSigningKeys:
    return await call.platform.of(SigningKeys).listed(owner_of(call))


async def rotate_license_signing_key(
    call: Call, *, body: wire.RotateLicenseSigningKey
) -> wire.LicenseSigningKeys:
    return await call.platform.of(SigningKeys).rotate(owner_of(call), body["keep_previous"])


async def get_license_key_set(
    call: Call, *, app_id: str, environment: Literal["production", "sandbox"]
) -> wire.LicenseKeySet:
    if not await call.platform.of(ApplicationStatus).active(app_id):
        raise ApiError(404, "not_found", f"There is no application {app_id} that is switched on.")
    return await call.platform.of(SigningKeys).key_set(Owner(app_id, environment))
