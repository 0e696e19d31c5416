"""The objects of the contract as typed dictionaries, by API."""
