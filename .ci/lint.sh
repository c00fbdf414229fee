#!/usr/bin/env bash
# The gate: BIN is where its tools stand, PLUGINS the folder that holds the package under its own name.
set -euo pipefail
bin=$1 plugins=$2 root=$PWD
"$bin/ruff" check .
"$bin/ruff" format --check .
cd "$plugins"
packages=()
for package in safeguards charts registers network hotspots indicators quality synthetic routes briefing pdok; do
    packages+=(-p "locatierisico.$package")
done
"$bin/mypy" --config-file locatierisico/pyproject.toml --cache-dir "$(dirname "$bin")/.mypy_cache" "${packages[@]}"
cd "$root"

# What the plugin site scans at upload: it blocks on any finding, so none is allowed in the built zip.
scanned=$(mktemp -d)
trap 'rm -rf "$scanned"' EXIT
/usr/bin/python3 .ci/package.py "$root" >/dev/null
/usr/bin/python3 -m zipfile -e build/locatierisico.zip "$scanned"
"$bin/bandit" --quiet --recursive "$scanned"
"$bin/flake8" --select QGS1 --extend-ignore QGS105 "$scanned" # QGS2 guesses types by method names
(cd "$scanned" && "$bin/detect-secrets" scan --all-files . | "$bin/python" -c '
import json, sys
found = json.load(sys.stdin)["results"]
sys.exit(json.dumps(found, indent=1) if found else 0)')
