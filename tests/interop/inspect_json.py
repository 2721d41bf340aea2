"""What `scepterctl inspect --format json` prints follows the schema, and hides what is secret."""
import json
import pathlib
import subprocess
import sys

import jsonschema

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
CAPTURES = ROOT / "tests/data/captures"
CORPUS = ROOT / "tests/fuzz/corpus"
CHECK = jsonschema.Draft202012Validator(
    json.loads((ROOT / "resources/schemas/inspect.schema.json").read_text()))
CHALLENGE = (CAPTURES / "keys/challenge.txt").read_text().strip()
FOUND = []


def inspect(*arguments):
    run = subprocess.run([PROGRAM, "--workspace", "/nonexistent/none.scepter", "inspect", "--format", "json", *arguments],
                         capture_output=True, text=True, timeout=60)
    if run.returncode not in (0, 1):
        FOUND.append(f"{arguments}: exit {run.returncode}: {run.stderr}")
        return {}, ""
    document = json.loads(run.stdout)
    for error in list(CHECK.iter_errors(document))[:3]:
        FOUND.append(f"{arguments}: {error.json_path}: {error.message[:200]}")
    errors = [finding for finding in document.get("findings", []) if finding["severity"] == "error"]
    if errors and run.returncode != 1:
        FOUND.append(f"{arguments}: there are errors, but the exit code is {run.returncode}")
    return document, run.stdout


single = sorted(CAPTURES.glob("*.re*")) + sorted((CORPUS / "inspect").iterdir())
traffic = [CORPUS / "traffic" / name for name in ("sample.har", "any-sll2.pcap", "lo-ethernet.pcapng")]
for path in single + traffic:
    inspect(str(path))
inspect(*map(str, single[:4]))
for path in traffic:
    listed, _ = inspect(str(path))
    for number in range(1, min(len(listed["exchanges"]), 3) + 1):
        inspect("--exchange", str(number), str(path))

request = str(CAPTURES / "03-strongswan-enroll-post-aes128-sha256.request")
keys = ("--key", str(CAPTURES / "keys/ca.key.pem"))
opened, hidden = inspect(*keys, request)
if not any(layer["wasEncrypted"] for layer in opened["layers"]):
    FOUND.append("the key did not open the envelope")
if CHALLENGE in hidden:
    FOUND.append("the challenge is printed")
if CHALLENGE not in inspect(*keys, "--show-secrets", request)[1]:
    FOUND.append("the challenge is not printed with --show-secrets")
for wrong in ({"file": "x", "version": 2}, {"file": "x", "version": 1, "title": "x"}, {"files": [{}]}):
    if CHECK.is_valid(wrong):
        FOUND.append(f"the schema takes {wrong}")
print("\n".join(FOUND) or f"{len(single) + len(traffic)} files")
sys.exit(bool(FOUND))
