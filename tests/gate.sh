#!/usr/bin/env bash
# The gate: format, lint, types, imports, then every test. Called by `./run test`, which has set up the environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=.venv/bin

# What the tests need from Debian: command and package. Each that is missing is installed when this user may.
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v wget >/dev/null || missing+=(wget)
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing for the tests: ${missing[*]}"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
        echo "Missing: ${missing[*]}. Their tests are skipped. To run them too, type: sudo apt-get install ${missing[*]}"
    fi
fi

step() { echo "== $*"; "$@"; }
step $bin/ruff format --check --quiet .
step $bin/ruff check --quiet .
step $bin/mypy --no-error-summary
step $bin/lint-imports --no-logo 2>/dev/null || step $bin/lint-imports
step $bin/pytest -n 2 --dist loadgroup "$@"
