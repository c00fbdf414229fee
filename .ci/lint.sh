#!/usr/bin/env bash
# The gate: BIN is where its tools stand, PLUGINS the folder that holds the package under its own name.
set -euo pipefail
bin=$1 plugins=$2
"$bin/ruff" check .
"$bin/ruff" format --check .
cd "$plugins"
packages=()
for package in safeguards registers network hotspots indicators synthetic; do packages+=(-p "locatierisico.$package"); done
"$bin/mypy" --config-file locatierisico/pyproject.toml --cache-dir "$(dirname "$bin")/.mypy_cache" "${packages[@]}"
