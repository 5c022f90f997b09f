"""A registry of Cargo on loopback, in memory: a sparse index, uploads, downloads. `registry.py PORT` serves until it is ended."""

import hashlib
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

HERE = f"http://127.0.0.1:{sys.argv[1]}"
CONFIG = {"dl": f"{HERE}/files/{{crate}}-{{version}}.crate", "api": HERE}
# The lines of the index of each crate, and the files.
index, files = {}, {}


def entry(crate, file):
    """A line of the index, of what `cargo publish` says of a crate."""

    def dependency(one):
        kept = {key: one[key] for key in ("features", "optional", "default_features", "target", "kind", "registry")}
        renamed = one.get("explicit_name_in_toml")
        return kept | {"name": renamed or one["name"], "req": one["version_req"], "package": one["name"] if renamed else None}

    return {
        "name": crate["name"],
        "vers": crate["vers"],
        "deps": [dependency(one) for one in crate["deps"]],
        "cksum": hashlib.sha256(file).hexdigest(),
        "features": {},
        "features2": crate["features"],
        "yanked": False,
        "links": crate["links"],
        "v": 2,
    }


class Registry(BaseHTTPRequestHandler):
    def reply(self, body):
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def do_GET(self):
        name = self.path.rsplit("/", 1)[-1]
        if self.path == "/index/config.json":
            self.reply(json.dumps(CONFIG).encode())
        elif self.path.startswith("/index/"):
            self.reply("\n".join(index[name]).encode() if name in index else None)
        else:
            self.reply(files.get(name))

    def do_PUT(self):
        # The length of the metadata, the metadata, the length of the file, the file.
        body = self.rfile.read(int(self.headers["Content-Length"]))
        end = 4 + int.from_bytes(body[:4], "little")
        crate, file = json.loads(body[4:end]), body[end + 4 :]
        files[f"{crate['name']}-{crate['vers']}.crate"] = file
        index.setdefault(crate["name"], []).append(json.dumps(entry(crate, file)))
        self.reply(b"{}")

    def log_message(self, *_):
        pass


HTTPServer(("127.0.0.1", int(sys.argv[1])), Registry).serve_forever()
