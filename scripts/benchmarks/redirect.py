"""The redirect of a short link, beside a 302 that looks nothing up."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import report
from benchmarks.load import Load, Sample, measure
from benchmarks.rounds import interleaved, ratio
from benchmarks.servers import OURS, Server, serving, uvicorn
from benchmarks.stagewire_server import post, stagewire

DESTINATION = "https://example.com/some/long/url"
_RAW = "raw ASGI 302"


def run(rounds: int, seconds: int) -> None:
    report.heading("Redirect: requests a second, 32 connections")
    with ExitStack() as stack:
        server, key = stack.enter_context(stagewire())
        made = post(
            f"{server.base}/api/v1/links", {"Authorization": f"Bearer {key}"}, {"url": DESTINATION}
        )
        path = f"/s/{made['shortCode']}"
        raw = stack.enter_context(
            serving(uvicorn("raw_redirect:create", OURS), env={"BENCHMARK_CODE": made["shortCode"]})
        )
        servers = {"Stagewire": server, _RAW: raw}
        if shutil.which("nginx"):
            servers["nginx return 302"] = stack.enter_context(_nginx())
        else:
            report.note("nginx is not installed and left out.\n")
        subjects: dict[str, Callable[[], Sample]] = {}
        for name, each in servers.items():
            load = Load(path, 302)
            measure(each, load, 1)  # warm
            subjects[name] = partial(measure, each, load, seconds)
        found = interleaved(subjects, rounds)
    rates = {name: [sample.rate for sample in samples] for name, samples in found.items()}
    rows = [
        [
            name,
            report.spread(rates[name]),
            f"{ratio(rates[name], rates[_RAW]):.2f}",
            f"{median(sample.p99 for sample in samples):.1f}",
            f"{median(sample.cpu for sample in samples):.0f}",
        ]
        for name, samples in found.items()
    ]
    report.table(["GET /s/{code}", "requests/s", "× raw ASGI", "p99 ms", "CPU µs"], rows)


@contextmanager
def _nginx() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="swbench-") as folder:

        def command(port: int) -> Sequence[str]:
            configuration = Path(folder, "nginx.conf")
            configuration.write_text(_NGINX.format(folder=folder, port=port))
            return ["nginx", "-c", str(configuration), "-p", folder, "-e", f"{folder}/error.log"]

        with serving(command) as server:
            yield server


_NGINX = f"""
daemon off;
worker_processes 1;
pid {{folder}}/pid;
events {{{{ worker_connections 256; }}}}
http {{{{
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path {{folder}}/body;
  proxy_temp_path {{folder}}/proxy;
  fastcgi_temp_path {{folder}}/fastcgi;
  uwsgi_temp_path {{folder}}/uwsgi;
  scgi_temp_path {{folder}}/scgi;
  server {{{{
    listen 127.0.0.1:{{port}};
    location /s/ {{{{ return 302 {DESTINATION}; }}}}
  }}}}
}}}}
"""
