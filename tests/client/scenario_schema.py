"""Scenario files in a folder against their schema: good-*.json follow it, bad-*.json do not."""
import json
import pathlib
import sys

import jsonschema

SCHEMA, FOLDER = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
schema = json.loads(SCHEMA.read_text())
jsonschema.Draft202012Validator.check_schema(schema)
check = jsonschema.Draft202012Validator(schema)
found = []
files = sorted(FOLDER.glob("*.json"))
for path in files:
    document = json.loads(path.read_text())
    errors = [f"{error.json_path}: {error.message[:200]}" for error in check.iter_errors(document)]
    if path.name.startswith("bad-"):
        errors = [] if errors else ["the schema takes it"]
    found += [f"{path.name}: {error}" for error in errors]
print("\n".join(found) or f"{len(files)} files")
sys.exit(bool(found))
