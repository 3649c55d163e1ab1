"""A time stamp authority of our own: OpenSSL behind a server on this machine. Nothing it says counts elsewhere."""

import http.server
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

OPENSSL = shutil.which("openssl")
_CONFIG = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
"""


def _run(*arguments: str) -> None:
    assert OPENSSL is not None
    subprocess.run([OPENSSL, *arguments], check=True, capture_output=True)


class Authority:
    """`root` is its root certificate as PEM; `answer` stamps a request."""

    def __init__(self, folder: Path, name: str = "ours") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        config, root_key, signer_key = folder / "openssl.cnf", folder / "root.key", folder / "signer.key"
        config.write_text(_CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self.root = folder / "root.pem"
        common = ("-config", str(config), "-nodes", "-newkey", "rsa:2048")
        _run(
            *("req", "-x509", *common, "-keyout", str(root_key), "-out", str(self.root)),
            *("-subj", f"/O={name}/CN={name} root", "-days", "30", "-extensions", "root"),
        )
        _run(
            *("req", *common, "-keyout", str(signer_key), "-out", str(folder / "signer.csr")),
            *("-subj", f"/O={name}/CN={name} signer"),
        )
        _run(
            *("x509", "-req", "-in", str(folder / "signer.csr"), "-CA", str(self.root), "-CAkey", str(root_key)),
            *("-CAcreateserial", "-out", str(folder / "signer.pem"), "-days", "30"),
            *("-extfile", str(config), "-extensions", "signer"),
        )

    def answer(self, request: bytes) -> bytes:
        asked, answered = self._folder / "asked.tsq", self._folder / "answered.tsr"
        asked.write_bytes(request)
        _run(
            *("ts", "-reply", "-queryfile", str(asked), "-config", str(self._folder / "openssl.cnf")),
            *("-out", str(answered)),
        )
        return answered.read_bytes()


@contextmanager
def served(answer: Callable[[bytes], bytes], *, status: int = 200) -> Iterator[int]:
    """The port of a server on this machine that answers each request so."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
