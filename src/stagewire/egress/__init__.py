"""Requests to addresses that strangers chose: only ever to the public Internet."""

from stagewire.egress.addresses import Addresses, AddressRefused
from stagewire.egress.answer import Answer
from stagewire.egress.client import Egress
from stagewire.egress.urls import Target, read_target

__all__ = ["AddressRefused", "Addresses", "Answer", "Egress", "Target", "read_target"]
