"""Verifies the licence files of standard input with the Python client."""

import json
import sys

from stagewire_client import LicenseFileError, verify_license_file

outcomes = []
for one in json.load(sys.stdin):
    try:
        found = verify_license_file(one.pop("file"), one.pop("keys"), **one)
        outcomes.append(
            {
                "license_id": found.license_id,
                "app_id": found.app_id,
                "environment": found.environment,
                "entitlements": list(found.entitlements),
                "fingerprint": found.fingerprint,
                "issued_at": found.issued_at.timestamp(),
                "expires_at": found.expires_at.timestamp(),
                "name": found.claims["license"]["name"],
            }
        )
    except LicenseFileError as error:
        outcomes.append(error.code)
print(json.dumps(outcomes))
