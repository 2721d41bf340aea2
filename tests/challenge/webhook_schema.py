"""Webhook bodies in a folder against their schemas: request-*.json and good-*.json follow them, bad-*.json do not."""
import json
import pathlib
import sys

import jsonschema

SCHEMAS, FOLDER = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
FOUND = []


def schema(name):
    read = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(read)
    return jsonschema.Draft202012Validator(read)


request, answer = schema("webhook-request"), schema("webhook-answer")
files = sorted(FOLDER.glob("*.json"))
for path in files:
    document = json.loads(path.read_text())
    check = request if path.name.startswith("request-") else answer
    errors = [f"{error.json_path}: {error.message[:200]}" for error in check.iter_errors(document)]
    if path.name.startswith("bad-"):
        errors = [] if errors else ["the schema takes it"]
    FOUND += [f"{path.name}: {error}" for error in errors]
for part in ("event", "csr", "time"):
    document = json.loads((FOLDER / "request-authorize.json").read_text())
    del document[part]
    if request.is_valid(document):
        FOUND.append(f"the schema takes a request without {part}")
print("\n".join(FOUND) or f"{len(files)} files")
sys.exit(bool(FOUND))
