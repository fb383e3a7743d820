#!/usr/bin/env bash
# Chromium and PostgreSQL, which the tests drive for real: found, or installed where we may.
set -euo pipefail

wanted=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || wanted+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || wanted+=(postgresql)
[ ${#wanted[@]} -eq 0 ] && exit 0

echo "The tests need: ${wanted[*]}"
if ! command -v apt-get >/dev/null; then
  echo "This is no Debian: install ${wanted[*]} yourself, then run again." >&2
  exit 1
fi
become=()
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "Not allowed to install them: run 'sudo apt-get install ${wanted[*]}', then again." >&2
    exit 1
  fi
  become=(sudo)
fi
echo "Installing ${wanted[*]} from Debian (a minute or two)"
"${become[@]}" apt-get update -qq
"${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  "${wanted[@]}" >/dev/null
