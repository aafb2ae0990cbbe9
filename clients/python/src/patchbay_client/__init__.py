"""A thin client of a Patchbay gateway; the stubs themselves are in `patchbay.v1`."""

from patchbay_client.gateway import Gateway, GatewayError

__all__ = ["Gateway", "GatewayError"]
