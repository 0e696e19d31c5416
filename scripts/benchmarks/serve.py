"""Serves one peer as Stagewire itself is served: `serve.py module:factory port http-protocol`."""

import sys

import uvicorn

factory, port, http = sys.argv[1:]
uvicorn.run(
    factory,
    factory=True,
    port=int(port),
    loop="uvloop",
    http=http,
    access_log=False,
    server_header=False,
    proxy_headers=False,
    log_level="warning",
)
